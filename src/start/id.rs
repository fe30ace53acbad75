//! What is typed → ids, and names made of them.

use super::new::Refusal;
use crate::date::{Coverage, Year};
use crate::path::{is_slug, slug};

/// A report as it was typed: `kazakhstan/2019-us-state`.
pub(super) struct Wanted<'t> {
    pub(super) country: &'t str,
    pub(super) year: Year,
    pub(super) publisher: &'t str,
}

impl<'t> Wanted<'t> {
    pub(super) fn read(typed: &'t str) -> Result<Self, Refusal> {
        let parts = typed
            .split_once('/')
            .and_then(|(country, rest)| rest.split_once('-').map(|parts| (country, parts)));
        if let Some((country, (year, publisher))) = parts
            && is_slug(country)
            && is_slug(publisher)
            && year.len() == 4
            && let Ok(covers) = Coverage::read(year)
        {
            return Ok(Self { country, year: covers.year(), publisher });
        }
        // Whoever types a path means the file.
        let inner = typed.trim_start_matches("content/reports/").trim_end_matches(".md");
        let hint = if inner != typed && Self::read(inner).is_ok() {
            format!("write `{inner}`")
        } else {
            "write country, coverage year and publisher: `kazakhstan/2019-us-state`".to_owned()
        };
        Err(Refusal::BadId { message: format!("`{typed}` names no report"), hint })
    }
}

/// Refuses what cannot be an id, and tells the nearest that can.
pub(super) fn check_id(id: &str) -> Result<(), Refusal> {
    if is_slug(id) {
        return Ok(());
    }
    let near = slug(id.trim_end_matches(".md"));
    let hint = if near.is_empty() {
        "an id is lower-case letters a to z, figures and hyphens".to_owned()
    } else {
        format!("write `{near}`")
    };
    Err(Refusal::BadId { message: format!("`{id}` cannot be an id"), hint })
}

/// A name made of an id: `ada-sample` → `Ada Sample`, or `Fair trial`.
pub(super) fn name(id: &str, capitals: bool) -> String {
    let mut name = String::with_capacity(id.len());
    for (n, word) in id.split('-').filter(|word| !word.is_empty()).enumerate() {
        if n > 0 {
            name.push(' ');
        }
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if n == 0 || capitals => name.push(first.to_ascii_uppercase()),
            Some(first) => name.push(first),
            None => {}
        }
        name.push_str(letters.as_str());
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names() {
        assert_eq!(name("harbour-workers-union", true), "Harbour Workers Union");
        assert_eq!(name("fair-trial", false), "Fair trial");
    }
}
