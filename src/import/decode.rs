//! Bytes → text, by what they are: UTF-8, UTF-16 with its mark, Windows-1252.

use super::Refusal;
use super::ledger::{Ledger, Rule};

/// Reads bytes as text with `\n` alone at line ends, and says in the ledger what they were.
///
/// # Errors
///
/// When the bytes are no text: a NUL, or a byte that Windows-1252 does not have.
pub(super) fn decode(bytes: &[u8], ledger: &mut Ledger) -> Result<String, Refusal> {
    let text = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            ledger.change(Rule::Encoding, 0, "UTF-8 with a byte order mark", "UTF-8", "");
            utf8(rest).ok_or_else(|| wrong_byte(rest, "UTF-8"))?
        }
        [0xFF, 0xFE, rest @ ..] => utf16(rest, u16::from_le_bytes, "little", ledger)?,
        [0xFE, 0xFF, rest @ ..] => utf16(rest, u16::from_be_bytes, "big", ledger)?,
        _ => match utf8(bytes) {
            Some(text) => text,
            None => windows_1252(bytes, ledger)?,
        },
    };
    if let Some(at) = text.find('\0') {
        let line = text[..at].matches('\n').count() + 1;
        return Err(Refusal::new(format!("there is a NUL character in line {line}"))
            .hint("this is no text; a PDF has to end in `.pdf` or begin with `%PDF`"));
    }
    if text.contains('\r') {
        let kind = if text.contains("\r\n") { "CRLF" } else { "CR" };
        ledger.change(Rule::LineEnds, 0, kind, "LF", "");
        return Ok(text.replace("\r\n", "\n").replace('\r', "\n"));
    }
    Ok(text)
}

fn utf8(bytes: &[u8]) -> Option<String> {
    std::str::from_utf8(bytes).ok().map(str::to_owned)
}

fn wrong_byte(bytes: &[u8], what: &str) -> Refusal {
    let at = std::str::from_utf8(bytes).err().map_or(0, |error| error.valid_up_to());
    let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    Refusal::new(format!("byte 0x{byte:02X} in line {line} (offset {at}) is not {what}"))
        .hint("save the file as UTF-8 text")
}

fn utf16(
    bytes: &[u8],
    unit: fn([u8; 2]) -> u16,
    end: &str,
    ledger: &mut Ledger,
) -> Result<String, Refusal> {
    let units = bytes.chunks(2).map(|pair| unit([pair[0], pair.get(1).copied().unwrap_or(0)]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    ledger.change(Rule::Encoding, 0, format!("UTF-16, {end}-endian"), "UTF-8", "");
    text.map_err(|error| {
        let unit = error.unpaired_surrogate();
        Refusal::new(format!("the unit 0x{unit:04X} is not UTF-16"))
            .hint("save the file as UTF-8 text")
    })
}

/// The characters of 0x80 to 0x9F in Windows-1252 (WHATWG Encoding Standard, index windows-1252);
/// a space for the five bytes that are not assigned.
const HIGH: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

fn windows_1252(bytes: &[u8], ledger: &mut Ledger) -> Result<String, Refusal> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for (at, byte) in bytes.iter().enumerate() {
        let c = match byte {
            0x80..=0x9F => HIGH[usize::from(byte - 0x80)],
            _ => char::from(*byte),
        };
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
        if control || (c == ' ' && *byte != b' ') {
            let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
            let what = "neither UTF-8 nor Windows-1252";
            return Err(Refusal::new(format!(
                "byte 0x{byte:02X} in line {line} (offset {at}) is {what}"
            ))
            .hint("save the file as UTF-8 text"));
        }
        text.push(c);
    }
    ledger.change(Rule::Encoding, 0, "Windows-1252", "UTF-8", "");
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (Result<String, String>, Vec<String>) {
        let mut ledger = Ledger::default();
        let text = decode(bytes, &mut ledger).map_err(|refusal| refusal.message);
        (text, ledger.repairs.into_iter().map(|repair| repair.before).collect())
    }

    #[test]
    fn bytes_are_read_by_what_they_are() {
        assert_eq!(decoded("é\n".as_bytes()), (Ok("é\n".into()), vec![]));
        let (text, notes) = decoded(b"\xEF\xBB\xBFa\r\nb");
        assert_eq!((text.as_deref(), notes.len()), (Ok("a\nb"), 2));
        assert_eq!(decoded(b"\xFF\xFEa\0\xE9\0").0.as_deref(), Ok("aé"));
        assert_eq!(decoded(b"\xFE\xFF\0a\0\xE9").0.as_deref(), Ok("aé"));
        assert_eq!(decoded(b"caf\xE9 \x93x\x94").0.as_deref(), Ok("café “x”"));
        assert_eq!(decoded(b"a\rb").0.as_deref(), Ok("a\nb"));
    }

    #[test]
    fn what_is_no_text_is_refused_by_its_byte() {
        assert_eq!(decoded(b"a\n\0b").0.unwrap_err(), "there is a NUL character in line 2");
        let wrong = decoded(b"a\n\x81").0.unwrap_err();
        assert_eq!(wrong, "byte 0x81 in line 2 (offset 2) is neither UTF-8 nor Windows-1252");
        let wrong = decoded(b"\xEF\xBB\xBFa\xE9b").0.unwrap_err();
        assert_eq!(wrong, "byte 0xE9 in line 1 (offset 1) is not UTF-8");
    }
}
