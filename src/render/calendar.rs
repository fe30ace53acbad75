//! Events → iCalendar (RFC 5545).

use sha2::{Digest as _, Sha256};

use crate::pages::events_data::{CalendarEntry, CalendarView};

/// A calendar: lines ended by CR LF, none longer than 75 bytes.
pub(super) fn calendar(view: &CalendarView<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//Rightsbook//Timeline//EN");
    line(&mut out, &format!("NAME:{}", escape(&view.name)));
    line(&mut out, &format!("X-WR-CALNAME:{}", escape(&view.name)));
    view.entries.with(|entries| {
        for entry in entries {
            event(&mut out, entry);
        }
    });
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut Vec<u8>, entry: &CalendarEntry) {
    let CalendarEntry { from, to, edtf, text, source, url, stamp } = entry;
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", uid(entry)));
    line(out, &format!("DTSTAMP:{stamp}"));
    line(out, &format!("DTSTART;VALUE=DATE:{from}"));
    line(out, &format!("DTEND;VALUE=DATE:{to}"));
    line(out, &format!("SUMMARY:{}", escape(text)));
    line(out, &format!("DESCRIPTION:{}", escape(&format!("{source}\n{url}"))));
    line(out, &format!("URL:{url}"));
    line(out, &format!("X-EDTF:{}", escape(edtf)));
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

/// The same event keeps its name from build to build.
fn uid(entry: &CalendarEntry) -> String {
    let hash = Sha256::digest(format!("{} {} {}", entry.edtf, entry.url, entry.text));
    let hex: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{hex}@rightsbook")
}

/// Text as RFC 5545, 3.3.11, wants it.
fn escape(text: &str) -> String {
    let escaped = text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    escaped.replace('\n', "\\n")
}

/// A content line, folded between letters.
fn line(out: &mut Vec<u8>, text: &str) {
    let mut room = 75;
    for letter in text.chars().filter(|letter| !letter.is_control()) {
        if letter.len_utf8() > room {
            out.extend_from_slice(b"\r\n ");
            room = 74;
        }
        room -= letter.len_utf8();
        let mut buffer = [0; 4];
        out.extend_from_slice(letter.encode_utf8(&mut buffer).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut out = Vec::new();
        line(&mut out, &"é".repeat(60));
        let text = String::from_utf8(out).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(text.replace("\r\n ", "").trim_end(), "é".repeat(60));
    }
}
