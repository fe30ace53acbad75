//! The content of a file → a script that hands it over.

use crate::pages::twin::Handed;

/// A script that hands the content of a file to `static/load.js`.
pub fn hand_over(content: &[u8], handed: Handed) -> Vec<u8> {
    let mut out = b"rightsbook.loaded(".to_vec();
    match handed {
        Handed::Json => out.extend_from_slice(content.trim_ascii_end()),
        Handed::Bytes => {
            out.reserve(content.len().div_ceil(3) * 4 + 4);
            out.push(b'"');
            base64(content, &mut out);
            out.push(b'"');
        }
    }
    out.extend_from_slice(b");\n");
    out
}

/// Base64 (RFC 4648, section 4).
pub(super) fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for three in bytes.chunks(3) {
        let [a, b, c] = [0, 1, 2].map(|at| three.get(at).copied().unwrap_or(0));
        let all = [a >> 2, (a & 3) << 4 | b >> 4, (b & 15) << 2 | c >> 6, c & 63];
        let letters = all.map(|six| LETTERS[usize::from(six)]);
        out.extend_from_slice(&letters[..=three.len()]);
        out.extend(std::iter::repeat_n(b'=', 3 - three.len()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_the_text_that_atob_reads() {
        for (plain, packed) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("foobar", "Zm9vYmFy"),
        ] {
            let mut out = Vec::new();
            base64(plain.as_bytes(), &mut out);
            assert_eq!(out, packed.as_bytes());
        }
        let script = hand_over(&[0xff, 0xfe, 0xfd], Handed::Bytes);
        assert_eq!(script, b"rightsbook.loaded(\"//79\");\n");
        assert_eq!(hand_over(b"{\"a\":1}\n", Handed::Json), b"rightsbook.loaded({\"a\":1});\n");
    }
}
