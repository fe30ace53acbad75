//! The content of a file → a script that hands it over.

use crate::base64;
use crate::pages::twin::Handed;

/// A script that hands the content of a file to `static/load.js`.
pub fn hand_over(content: &[u8], handed: Handed) -> Vec<u8> {
    let mut out = b"rightsbook.loaded(".to_vec();
    match handed {
        Handed::Json => out.extend_from_slice(content.trim_ascii_end()),
        Handed::Bytes => {
            out.extend_from_slice(format!("\"{}\"", base64::encode(content)).as_bytes())
        }
    }
    out.extend_from_slice(b");\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_become_an_argument() {
        assert_eq!(hand_over(b"{\"a\":1}\n", Handed::Json), b"rightsbook.loaded({\"a\":1});\n");
        assert_eq!(hand_over(b"foo", Handed::Bytes), b"rightsbook.loaded(\"Zm9v\");\n");
    }
}
