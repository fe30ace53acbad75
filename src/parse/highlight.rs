//! Code blocks as classed HTML, so that no inline style is needed.

use std::sync::LazyLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// Loaded when the first code block asks for it.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Beyond these a block stays plain: colouring is no reason to wait.
const MAX_BYTES: usize = 64 * 1024;
const MAX_LINE: usize = 2_000;

/// Renders a code block. Unknown languages and very long blocks stay plain.
pub(super) fn code_block(language: &str, code: &str) -> String {
    let language = language.split([' ', ',', '{']).next().unwrap_or_default();
    let small = code.len() <= MAX_BYTES && code.lines().all(|line| line.len() <= MAX_LINE);
    let coloured = (small && !language.is_empty()).then(|| colour(language, code)).flatten();
    let inner = coloured.unwrap_or_else(|| escape(code));
    format!("<pre class=\"code\" tabindex=\"0\"><code>{inner}</code></pre>\n")
}

fn colour(language: &str, code: &str) -> Option<String> {
    let syntax = SYNTAXES.find_syntax_by_token(language)?;
    let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
    let mut generator = ClassedHTMLGenerator::new_with_class_style(syntax, &SYNTAXES, style);
    for line in LinesWithEndings::from(code) {
        generator.parse_html_for_line_which_includes_newline(line).ok()?;
    }
    Some(generator.finalize())
}

/// Escapes text for HTML, attributes included.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_languages_get_classes_and_no_style() {
        let html = code_block("rust", "let x = \"<b>\";\n");
        assert!(html.contains("class=\"hl-") && !html.contains("style="), "{html}");
        assert!(html.contains("&lt;b&gt;"));
    }

    #[test]
    fn unknown_languages_and_long_lines_stay_plain() {
        assert_eq!(
            code_block("klingon", "a<b"),
            "<pre class=\"code\" tabindex=\"0\"><code>a&lt;b</code></pre>\n"
        );
        assert!(!code_block("rust", &"x".repeat(MAX_LINE + 1)).contains("hl-"));
    }
}
