//! Each problem at length: what it means, why it matters, an example of each kind, what to do.

use crate::diagnostic::Code;

/// A problem told at length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Which problem.
    pub code: Code,
    /// The problem in a sentence.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// Why it is a problem.
    pub why: &'static str,
    /// How it looks.
    pub wrong: Vec<Example>,
    /// How it looks put right.
    pub right: Vec<Example>,
    /// What to do.
    pub advice: &'static str,
}

/// A piece of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The file that it stands in; `None` for a list of files.
    pub path: Option<&'static str>,
    /// The piece.
    pub text: String,
}

/// Why it matters, what is wrong, what is right, what to do: the headings of each text.
pub const HEADINGS: [&str; 4] = ["Why it matters", "Wrong", "Right", "What to do"];

/// Explains a problem.
pub fn explain(code: Code) -> Explanation {
    let text = text(code);
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let [meaning, why, wrong, right, advice] = parts(rest);
    Explanation {
        code,
        title: title.trim_start_matches("# "),
        meaning,
        why,
        wrong: examples(wrong),
        right: examples(right),
        advice,
    }
}

/// The code that somebody typed: `E0301`, `e0301`, `301`.
pub fn code(typed: &str) -> Option<Code> {
    let figures = typed.trim().trim_start_matches(['E', 'e']);
    let wanted = format!("E{figures:0>4}");
    Code::ALL.into_iter().find(|code| code.as_str() == wanted)
}

/// The text before the first of the headings, and behind each of them.
fn parts(mut rest: &'static str) -> [&'static str; 5] {
    let mut parts = [""; 5];
    for (at, heading) in HEADINGS.iter().enumerate() {
        let mark = format!("\n## {heading}\n");
        let Some((before, behind)) = rest.split_once(mark.as_str()) else { continue };
        parts[at] = before.trim();
        rest = behind;
    }
    // The first line of an example keeps its indentation.
    parts[4] = rest.trim();
    parts.map(|part| part.trim_matches('\n'))
}

fn examples(text: &'static str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    for line in text.lines() {
        let path = line.strip_prefix('`').and_then(|line| line.strip_suffix('`'));
        if path.is_some() || examples.is_empty() {
            examples.push(Example { path, text: String::new() });
        }
        if let (None, Some(example)) = (path, examples.last_mut()) {
            example.text.push_str(line.strip_prefix("    ").unwrap_or(line));
            example.text.push('\n');
        }
    }
    for example in &mut examples {
        example.text = example.text.trim_matches('\n').to_owned() + "\n";
    }
    examples
}

fn text(code: Code) -> &'static str {
    match code {
        Code::NotUtf8 => include_str!("codes/E0001.md"),
        Code::Symlink => include_str!("codes/E0002.md"),
        Code::TooLarge => include_str!("codes/E0003.md"),
        Code::UnknownFolder => include_str!("codes/E0004.md"),
        Code::UnreadFile => include_str!("codes/E0005.md"),
        Code::MissingFile => include_str!("codes/E0006.md"),
        Code::BadFileName => include_str!("codes/E0007.md"),
        Code::Syntax => include_str!("codes/E0101.md"),
        Code::UnknownKey => include_str!("codes/E0102.md"),
        Code::MissingKey => include_str!("codes/E0103.md"),
        Code::WrongValue => include_str!("codes/E0104.md"),
        Code::NoFrontMatter => include_str!("codes/E0105.md"),
        Code::Contradiction => include_str!("codes/E0106.md"),
        Code::TooDeep => include_str!("codes/E0201.md"),
        Code::BadHeading => include_str!("codes/E0202.md"),
        Code::BadScheme => include_str!("codes/E0203.md"),
        Code::ForeignResource => include_str!("codes/E0204.md"),
        Code::MissingFootnote => include_str!("codes/E0205.md"),
        Code::UnmappedHeading => include_str!("codes/E0301.md"),
        Code::UnknownTopic => include_str!("codes/E0302.md"),
        Code::TopicCycle => include_str!("codes/E0303.md"),
        Code::UnknownOutline => include_str!("codes/E0304.md"),
        Code::BadOutline => include_str!("codes/E0305.md"),
        Code::UnknownName => include_str!("codes/E0401.md"),
        Code::BrokenLink => include_str!("codes/E0402.md"),
        Code::DuplicateId => include_str!("codes/E0403.md"),
        Code::UrlTaken => include_str!("codes/E0404.md"),
        Code::TooManyPages => include_str!("codes/E0405.md"),
        Code::BadLock => include_str!("codes/E0406.md"),
        Code::StaleLock => include_str!("codes/E0407.md"),
        Code::Template => include_str!("codes/E0501.md"),
        Code::EmittedPage => include_str!("codes/E0601.md"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_told_in_all_parts() {
        for code in Code::ALL {
            let told = explain(code);
            let name = code.as_str();
            for part in [told.title, told.meaning, told.why, told.advice] {
                assert!(part.len() > 20, "{name}: {part:?}");
                assert!(!part.lines().any(|line| line.starts_with("## ")), "{name}: {part:?}");
            }
            for example in told.wrong.iter().chain(&told.right) {
                assert!(example.text.trim().len() > 3, "{name}: {example:?}");
            }
            assert!(!told.wrong.is_empty() && !told.right.is_empty(), "{name}");
            assert_ne!(told.wrong, told.right, "{name}");
        }
    }

    #[test]
    fn a_code_is_known_in_any_case() {
        for typed in ["E0301", "e0301", "0301", "301", " E301 "] {
            assert_eq!(code(typed), Some(Code::UnmappedHeading), "{typed}");
        }
        for typed in ["", "E", "E0300", "EE", "E99999", "torture"] {
            assert_eq!(code(typed), None, "{typed}");
        }
    }
}
