//! Labels of sections as texts cite them: `2.a`, `1(c)`, `7b`, `4.1`, `IV`.

/// A label read from a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As a section's face has it: `2.a`.
    pub(super) name: String,
    /// Whether it says more than a figure, and says it as reports do: `2(a)` is how laws do.
    pub(super) dotted: bool,
    /// The byte behind it.
    pub(super) end: usize,
}

/// The label at some byte of a text.
pub(super) fn read(text: &str, start: usize) -> Option<Label> {
    let bytes = text.as_bytes();
    let run = |at: usize, keep: fn(&u8) -> bool| {
        bytes.get(at..).unwrap_or_default().iter().take_while(|b| keep(b)).count()
    };
    let figures = run(start, u8::is_ascii_digit);
    let roman = run(start, |b| b"IVXL".contains(b));
    let mut end = match (figures, roman) {
        (1..=4, _) => start + figures,
        (0, 2..=5) => start + roman,
        _ => return None,
    };
    let mut label = Label { name: text.get(start..end)?.to_lowercase(), dotted: false, end };
    loop {
        let bracket = bytes.get(end) == Some(&b'(');
        let dot = bytes.get(end) == Some(&b'.');
        let at = end + usize::from(bracket || dot);
        let letter = bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        let digits = run(at, u8::is_ascii_digit);
        let len = match (letter, digits) {
            (true, _) if dot || bracket || figures > 0 => 1,
            (false, 1..=3) if dot || bracket => digits,
            _ => break,
        };
        if bracket && bytes.get(at + len) != Some(&b')') {
            break;
        }
        label.name.push('.');
        label.name.push_str(&text.get(at..at + len)?.to_lowercase());
        label.dotted |= !bracket;
        end = at + len + usize::from(bracket);
    }
    // *5-A*, *3rd*, *5%* and *12/2019* are other things than labels.
    let rest = text.get(end..)?;
    let mut next = rest.chars();
    let after = next.next();
    let joined = matches!(after, Some('-' | '/' | '(' | '.' | ','))
        && next.next().is_some_and(char::is_alphanumeric);
    // A dash may lead to another label: *1.a-1.d*.
    let range = after == Some('-') && label.dotted;
    if after.is_some_and(|c| c.is_alphanumeric() || matches!(c, '%' | '°')) || (joined && !range) {
        return None;
    }
    label.end = end;
    Some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_as_texts_cite_them() {
        for (text, want) in [
            ("2.a", Some(("2.a", true, 3))),
            ("2.a.", Some(("2.a", true, 3))),
            ("2.A., x", Some(("2.a", true, 3))),
            ("7b)", Some(("7.b", true, 2))),
            ("1(c) of", Some(("1.c", false, 4))),
            ("4.1. Next", Some(("4.1", true, 3))),
            ("6, Women", Some(("6", false, 1))),
            ("6. Next", Some(("6", false, 1))),
            ("IV.", Some(("iv", false, 2))),
            ("IV.a.", Some(("iv.a", true, 4))),
            ("I read", None),
            ("174 of", Some(("174", false, 3))),
            ("1.a-1.d", Some(("1.a", true, 3))),
            ("5-A", None),
            ("3rd", None),
            ("5%", None),
            ("12/2019", None),
            ("5,000", None),
            ("12345", None),
            ("a.", None),
            ("", None),
            ("2.ab", None),
            ("2é", None),
        ] {
            let label = read(text, 0);
            let got = label.as_ref().map(|l| (l.name.as_str(), l.dotted, l.end));
            assert_eq!(got, want, "{text}");
        }
    }
}
