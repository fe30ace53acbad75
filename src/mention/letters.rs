//! Letters as names are compared: one apostrophe, one hyphen, one quotation mark, one space.

/// The letter that stands for all that printers use in its place.
pub(super) fn fold(letter: char) -> char {
    match letter {
        '\'' | '’' | '‘' | '‛' | '`' | '´' | 'ʹ' | 'ʻ' | 'ʼ' | '′' | '＇' => '\'',
        '-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' => '"',
        _ if letter.is_whitespace() => ' ',
        _ => letter,
    }
}

/// Whether a letter belongs to a word: no name ends or begins beside one. Accents that are
/// letters of their own (U+0300 and after it) count.
pub(super) fn in_word(letter: char) -> bool {
    match letter {
        '_' | '\u{300}'..='\u{36f}' => true,
        _ if letter.is_ascii() => letter.is_ascii_alphanumeric(),
        _ => letter.is_alphanumeric() && fold(letter) == letter,
    }
}

/// Whether a letter joins two halves of one word. A long dash (`—`) does not.
pub(super) fn is_joint(letter: char) -> bool {
    matches!(letter, '-' | '‐' | '‑' | '‒' | '–' | '−') || is_apostrophe(letter)
}

/// Whether a letter is an apostrophe or looks like one.
pub(super) fn is_apostrophe(letter: char) -> bool {
    fold(letter) == '\''
}

/// Whether a word begins with a capital.
pub(super) fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| letter.is_uppercase() || is_title_case(letter))
}

/// `ǅ` and its like are neither upper nor lower case.
fn is_title_case(letter: char) -> bool {
    matches!(letter, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

/// A text with all its letters folded, runs of white space as one space, and none at its ends.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.trim().chars().map(fold) {
        if letter != ' ' || !out.ends_with(' ') {
            out.push(letter);
        }
    }
    out
}

/// A name with its first letter in the other case; nothing if that letter has no other case.
pub(super) fn with_first(name: &str, upper: bool) -> Option<String> {
    let mut letters = name.chars();
    let first = letters.next()?;
    let changed: String =
        if upper { first.to_uppercase().collect() } else { first.to_lowercase().collect() };
    (!changed.starts_with(first)).then(|| changed + letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_fold_to_what_is_on_every_keyboard() {
        for (text, expected) in [
            ("People’s  “Auyl” \u{a0}party ", "People's \"Auyl\" party"),
            ("Nur–Sultan", "Nur-Sultan"),
            ("Oʻzbek\niston", "O'zbek iston"),
            ("", ""),
        ] {
            assert_eq!(folded(text), expected);
        }
    }

    #[test]
    fn first_letters_change_case() {
        assert_eq!(with_first("the law", true).as_deref(), Some("The law"));
        assert_eq!(with_first("Ядро", false).as_deref(), Some("ядро"));
        assert_eq!(with_first("The law", true), None);
        assert_eq!(with_first("“Law”", false), None);
    }
}
