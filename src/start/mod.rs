//! Starts an archive and the files of one: names and values → paths and texts.
//!
//! Texts are templates that lie beside this file; [`write`] is the only part that touches the
//! disk, and it never writes over anything.

mod id;
pub mod init;
pub mod new;
pub mod trial;
pub mod write;

/// A file to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path below the archive's root, with `/` between the parts.
    pub path: String,
    /// What it holds.
    pub text: String,
}

/// Puts values in the place of `@NAME@` marks, in one pass: a value that looks like a mark stays
/// as it is.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(template.len() + 64);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('@') {
        text.push_str(before);
        let value = values.iter().find_map(|(mark, value)| {
            let rest = behind.strip_prefix(mark)?.strip_prefix('@')?;
            Some((*value, rest))
        });
        match value {
            Some((value, behind)) => {
                text.push_str(value);
                rest = behind;
            }
            None => {
                text.push('@');
                rest = behind;
            }
        }
    }
    text.push_str(rest);
    text
}

/// A text between quotation marks as TOML and YAML both read it.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::node::{self, Value};

    #[test]
    fn marks_are_filled_once() {
        let values = [("A", "@B@"), ("B", "b")];
        assert_eq!(fill("x@y @A@ @B@ @C@", &values), "x@y @B@ b @C@");
    }

    #[test]
    fn any_title_survives_quotation() {
        for title in ["Plain", "With \"marks\"", "back\\slash", "Ταξίδι: #1", "\u{7f}\u{1}\u{85}"]
        {
            for read in [node::toml, node::yaml] {
                let sign =
                    if read("a = 1", 0).is_ok_and(|node| matches!(node.value, Value::Table(_))) {
                        "title = "
                    } else {
                        "title: "
                    };
                let node = read(&format!("{sign}{}\n", quoted(title)), 0).unwrap();
                let Value::Table(entries) = node.value else { panic!() };
                assert!(
                    matches!(&entries[0].2.value, Value::Text(text) if text == title),
                    "{title}"
                );
            }
        }
    }
}
