//! What templates can do beyond Tera's own: pure functions of their arguments.

use tera::{Kwargs, State, Tera, TeraResult};

pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("plural", plural);
}

/// `3 | plural(one="section", many="sections")` → `3 sections`.
fn plural(count: u64, words: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let word: &str = words.must_get(if count == 1 { "one" } else { "many" })?;
    Ok(format!("{} {word}", grouped(count)))
}

/// Thousands apart: `12,246`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(12_246), "12,246");
        assert_eq!(grouped(1_000_000), "1,000,000");
    }
}
