//! What a page may cost: bounds that hold before and while it is read.
//!
//! Readers of HTML mend whatever they get, and some mending takes the square of what is to be
//! mended: of the attributes of a tag, of the elements that stand open.

use super::super::Refusal;

/// How large a page may be, in bytes of its text.
pub(super) const BYTES: usize = 64 * 1024 * 1024;
/// How deep its elements may be nested.
pub(super) const DEPTH: u16 = 512;
/// How many elements and comments it may have.
pub(super) const NODES: u32 = 500_000;
/// How many attributes one tag may have.
const ATTRIBUTES: u64 = 20_000;
/// How much work all attributes together may make: the sum of the squares of their number in
/// each tag.
const WORK: u64 = 2_000_000_000;

/// Refuses a text that is too large, or that has tags with too many attributes.
///
/// # Errors
///
/// See above.
pub(super) fn check(text: &str) -> Result<(), Refusal> {
    if text.len() > BYTES {
        let megabytes = text.len() / 1_048_576;
        return Err(Refusal::new(format!("the page is too large: {megabytes} MB, of 64 at most"))
            .hint("save the text of the page alone"));
    }
    if too_many_attributes(text.as_bytes()) {
        return Err(Refusal::new("a tag of the page has too many attributes to be read"));
    }
    Ok(())
}

/// Where in a tag one may be.
#[derive(Clone, Copy)]
enum At {
    Name,
    Attribute,
    Value,
    Unquoted,
    Single,
    Double,
}

/// Whether a tag has too many attributes, wherever one may begin.
///
/// Whether a `<` begins a tag depends on what stands before it: in a script it does not. So each
/// is taken to begin one, all possible places in a tag are followed at once, and where two ways
/// lead to the same place the one with more attributes counts.
fn too_many_attributes(bytes: &[u8]) -> bool {
    let mut ways: [Option<u64>; 6] = [None; 6];
    let mut open = false;
    let mut work = 0_u64;
    let mut before = 0_u8;
    let mut slash = false;
    for &byte in bytes {
        if open {
            let mut next: [Option<u64>; 6] = [None; 6];
            for (at, count) in
                [At::Name, At::Attribute, At::Value, At::Unquoted, At::Single, At::Double]
                    .into_iter()
                    .zip(ways)
            {
                let Some(count) = count else { continue };
                let Some((to, count)) = step(at, byte, count) else {
                    work = work.saturating_add(count.saturating_mul(count));
                    continue;
                };
                if count > ATTRIBUTES {
                    return true;
                }
                let place = &mut next[to as usize];
                *place = Some(place.map_or(count, |other| other.max(count)));
            }
            ways = next;
        }
        let begins = before == b'<' || (slash && before == b'/');
        if begins && byte.is_ascii_alphabetic() {
            let place = &mut ways[At::Name as usize];
            *place = Some(place.unwrap_or(0));
        }
        open = ways.iter().any(Option::is_some);
        slash = byte == b'/' && before == b'<';
        before = byte;
        if work > WORK {
            return true;
        }
    }
    false
}

/// The place behind a byte, and the attributes so far; nothing where the tag ends.
fn step(at: At, byte: u8, count: u64) -> Option<(At, u64)> {
    let space = byte.is_ascii_whitespace() || byte == b'/';
    Some(match (at, byte) {
        (At::Single, b'\'') | (At::Double, b'"') => (At::Attribute, count + 1),
        (At::Single | At::Double, _) => (at, count),
        (_, b'>') => return None,
        (At::Value, b'\'') => (At::Single, count),
        (At::Value, b'"') => (At::Double, count),
        (At::Value, _) if byte.is_ascii_whitespace() => (At::Value, count),
        (At::Value | At::Unquoted, _) if !byte.is_ascii_whitespace() => (At::Unquoted, count),
        (At::Attribute, b'=') => (At::Value, count),
        (At::Name | At::Attribute | At::Unquoted, _) if space => (At::Attribute, count + 1),
        (at, _) => (at, count),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_with_many_attributes_are_refused_however_they_hide() {
        let many = |separator: &str| -> String {
            (0..30_000).map(|n| format!("{separator}a{n}")).collect()
        };
        for page in [
            format!("<p{}>", many(" ")),
            format!("</p{}>", many("/")),
            format!("<script>a<b \"</script><p{}>", many(" x='>'")),
            format!("<!-- <p \" --><p{}>", many("\n")),
            format!("<p x{}", many("=\"\"")),
        ] {
            assert!(check(&page).is_err(), "{}", &page[..40]);
        }
        let tag = format!("<p{}>", (0..9_000).map(|n| format!(" a{n}")).collect::<String>());
        assert!(check(&tag).is_ok());
        assert!(check(&tag.repeat(50)).is_err());
    }

    #[test]
    fn pages_with_much_of_everything_else_are_not() {
        let words = "one two three ".repeat(100_000);
        assert!(check(&words).is_ok());
        assert!(check(&format!("<p title=\"{words}\">")).is_ok());
        let script = format!("for(i=0;i<n;i++){{x=\"{}\";}}", "one two ".repeat(5_000));
        assert!(check(&format!("<script>{script}</script>")).is_ok());
        assert!(check(&"<p class=\"a b\" id='c'>x</p>".repeat(50_000)).is_ok());
    }
}
