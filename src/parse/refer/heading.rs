//! Headings as texts cite them behind a label: *section 6, Women*.

use super::section::spaces;
use super::words::begins as begins_with;

/// A section that a text names.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Its index.
    pub(super) section: u32,
    /// The byte behind its name.
    pub(super) end: usize,
}

/// Where a heading's words may begin behind a label, and whether the marks before them say so:
/// behind a full stop a sentence may begin instead.
pub(super) fn begins(html: &str, from: usize) -> Option<(usize, bool)> {
    let rest = html.get(from..)?;
    let mut at = from + usize::from(rest.starts_with('.'));
    let mut sure = false;
    let gap = spaces(html, at).unwrap_or(at);
    if let Some(dash) = ["–", "—", "-"].iter().find(|d| html[gap..].starts_with(**d)) {
        (at, sure) = (gap + dash.len(), true);
    } else if html[at..].starts_with([',', ':']) {
        (at, sure) = (at + 1, true);
    }
    at = spaces(html, at)?;
    for quote in ["“", "\"", "&quot;", "‘"] {
        at += if html[at..].starts_with(quote) { quote.len() } else { 0 };
    }
    html[at..].starts_with(char::is_uppercase).then_some((at, sure))
}

/// How many words of a heading stand at some byte of a text, and the byte behind them.
///
/// A part of the heading will do if it ends where the heading has a comma, or if two words of it
/// are all that the text has. Where the text is not `sure` to name anything, nothing less than a
/// whole heading of three words will.
pub(super) fn matches(heading: &str, html: &str, at: usize, sure: bool) -> Option<(usize, usize)> {
    let mut said = at;
    let mut known = 0;
    let mut end = at;
    let mut count = 0;
    if begins_with(heading, "the ").is_some() != begins_with(&html[at..], "the ").is_some() {
        let skip = |text: &str| begins_with(text, "the ").unwrap_or(0);
        (said, known) = (at + skip(&html[at..]), skip(heading));
    }
    let whole = loop {
        let Some((theirs, next_known)) = word(heading, known) else { break count > 0 };
        let Some((ours, next_said)) = word(html, said) else { break false };
        if !same(theirs, ours) {
            break false;
        }
        (known, said, end) = (next_known, next_said, next_said);
        count += 1;
    };
    if !sure {
        return (whole && count >= 3).then_some((count, end));
    }
    let rest = &heading[known..];
    let clause = rest.starts_with([',', ';', ':'])
        || [" (", " and other ", " including "].iter().any(|e| begins_with(rest, e).is_some());
    let after = &html[end..];
    let ended = after.is_empty() || after.starts_with([')', '.', ';', ',', ':', '<', '”']);
    let part = (clause && (count >= 2 || (count == 1 && ended))) || (count >= 2 && ended);
    (whole || part).then_some((count, end))
}

/// The word at or behind some byte, and the byte behind it. Marks that end a clause stop it.
fn word(text: &str, from: usize) -> Option<(&str, usize)> {
    let mut at = from;
    loop {
        let rest = text.get(at..)?;
        let c = rest.chars().next()?;
        if c.is_alphanumeric() {
            break;
        }
        at += match c {
            '&' if rest.starts_with("&amp;") => 5,
            ',' | '/' | '-' | '–' | '—' | '’' | '\'' | '“' | '”' | '&' => c.len_utf8(),
            _ if c.is_whitespace() => c.len_utf8(),
            _ => return None,
        };
    }
    let rest = &text[at..];
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '’' | '\'');
    let len = rest.find(|c| !inside(c)).unwrap_or(rest.len());
    let word = rest[..len].trim_end_matches(['’', '\'']);
    Some((word, at + word.len()))
}

/// Printers change the case, apostrophes and the plural of headings.
fn same(a: &str, b: &str) -> bool {
    let plain = |word: &str| {
        let mut plain: String =
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if plain.len() > 3 && plain.ends_with('s') && !plain.ends_with("ss") {
            plain.pop();
        }
        plain
    };
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_by_their_beginning() {
        for (heading, text, sure, want) in [
            ("Women", "Women)", true, Some("Women")),
            ("Women", "Woman)", true, None),
            ("Women", "Women face", false, None),
            ("Workers’ Rights", "Worker Rights.", true, Some("Worker Rights")),
            ("The Internet", "Internet)", true, Some("Internet")),
            ("Internet", "The Internet)", true, Some("The Internet")),
            (
                "Freedom of Expression, Including for",
                "Freedom of Expression).",
                true,
                Some("Freedom of Expression"),
            ),
            (
                "Political Prisoners and Detainees",
                "Political Prisoners)",
                true,
                Some("Political Prisoners"),
            ),
            ("Political Prisoners and Detainees", "Political Prisoners were", true, None),
            (
                "Political Prisoners and Detainees",
                "Political Prisoners and Detainees are",
                false,
                Some("Political Prisoners and Detainees"),
            ),
            ("Libel/Slander Laws", "Libel / Slander Laws.", true, Some("Libel / Slander Laws")),
            ("Law & Order Now", "Law &amp; Order Now.", true, Some("Law &amp; Order Now")),
            ("", "Women", true, None),
        ] {
            let got = matches(heading, text, 0, sure).map(|(_, end)| &text[..end]);
            assert_eq!(got, want, "{heading} / {text}");
        }
    }
}
