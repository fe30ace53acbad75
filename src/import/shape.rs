//! The ways in which sources come, and how one tells them apart.

/// How a source is arranged.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Shape {
    /// A saved page of the State Department's site, of its editions from 2016 on.
    State,
    /// A saved page of a chapter of Human Rights Watch's World Report.
    Hrw,
    /// Any other saved page.
    WebPage,
    /// Text from a PDF, hard-wrapped, with or without blank lines between paragraphs.
    Wrapped,
    /// The text of a web page, one paragraph a line, with its banner and its footer.
    PageText,
    /// A page flattened to one line, its headings glued to the text.
    OneLine,
    /// Passages of other works, each with `[Source: …]` or a sign that carries one on.
    Passages,
    /// Markdown, or plain text with a paragraph a line.
    Markdown,
    /// A PDF.
    Pdf,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 9] = [
        Self::State,
        Self::Hrw,
        Self::WebPage,
        Self::Wrapped,
        Self::PageText,
        Self::OneLine,
        Self::Passages,
        Self::Markdown,
        Self::Pdf,
    ];

    /// As the command line writes it.
    pub fn word(self) -> &'static str {
        match self {
            Self::State => "state-html",
            Self::Hrw => "hrw-html",
            Self::WebPage => "html",
            Self::Wrapped => "pdf-text",
            Self::PageText => "page-text",
            Self::OneLine => "one-line",
            Self::Passages => "passages",
            Self::Markdown => "markdown",
            Self::Pdf => "pdf",
        }
    }

    /// Tells the shape of a file from its beginning and its lines.
    pub fn recognise(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(2048)];
        if find(head, b"%PDF-").is_some() {
            return Self::Pdf;
        }
        let lower: Vec<u8> =
            head.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
        if [&b"<!doctype html"[..], b"<html", b"<body", b"<head"]
            .iter()
            .any(|tag| find(&lower, tag).is_some())
        {
            return Self::of_page(bytes);
        }
        let text = String::from_utf8_lossy(bytes);
        if text.matches("[Source:").count() >= 2 {
            return Self::Passages;
        }
        if text.lines().any(|line| line.starts_with("# ") || line.starts_with("## ")) {
            return Self::Markdown;
        }
        Self::of_lines(&text)
    }

    fn of_page(bytes: &[u8]) -> Self {
        // Long pages carry their canonical address and their layout's names far down the head.
        let head = &bytes[..bytes.len().min(512 * 1024)];
        let has = |words: &str| find(head, words.as_bytes()).is_some();
        // A page may well link to the pages of another site: what counts is its own address.
        let own = address(head).unwrap_or_default();
        let from = |site: &str, folder: &str| own.contains(site) && own.contains(folder);
        if from("www.state.gov/", "/reports/") || has("report-toc") || has("report__section") {
            Self::State
        } else if from("www.hrw.org/", "world-report")
            || (own.is_empty() && has("Human Rights Watch</title>") && has("World Report"))
        {
            Self::Hrw
        } else {
            Self::WebPage
        }
    }

    fn of_lines(text: &str) -> Self {
        let lines: Vec<usize> = text
            .lines()
            .map(|line| line.trim().chars().count())
            .filter(|length| *length > 0)
            .collect();
        let whole: usize = lines.iter().sum();
        let longest = lines.iter().copied().max().unwrap_or(0);
        if longest * 10 > whole * 9 && whole > 2000 {
            return Self::OneLine;
        }
        // Text from a PDF breaks at the width of its page; that of a web page does not.
        let narrow = lines.iter().filter(|length| **length <= 110).count();
        if lines.len() > 20 && narrow * 100 >= lines.len() * 97 {
            return Self::Wrapped;
        }
        let banner = ["custom report", "cookie", "skip to", "browse countries", "print this"];
        let lower = text.to_lowercase();
        if banner.iter().any(|words| lower.contains(words)) {
            Self::PageText
        } else {
            Self::Markdown
        }
    }
}

/// The tag in which a page gives its own address.
fn address(head: &[u8]) -> Option<String> {
    let marks = ["rel=\"canonical\"", "rel='canonical'", "rel=canonical", "og:url"];
    let at = marks.iter().find_map(|mark| find(head, mark.as_bytes()))?;
    let start = head[..at].iter().rposition(|byte| *byte == b'<')?;
    let tag = head[start..].split(|byte| *byte == b'>').next()?;
    Some(String::from_utf8_lossy(tag).into_owned())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_told_by_its_looks() {
        let of = |text: &str| Shape::recognise(text.as_bytes());
        assert_eq!(of("%PDF-1.7\n"), Shape::Pdf);
        assert_eq!(of("<!DOCTYPE html><html><body>x"), Shape::WebPage);
        assert_eq!(of("<html><nav class=\"report-toc\">"), Shape::State);
        let page = |own: &str, other: &str| {
            of(&format!("<html><link href=\"{own}\" rel=\"canonical\"><a href=\"{other}\">x</a>"))
        };
        let state = "https://www.state.gov/reports/2019-country-reports/x/";
        let hrw = "https://www.hrw.org/world-report/2019/country-chapters/x";
        assert_eq!(page(state, hrw), Shape::State);
        assert_eq!(page(hrw, state), Shape::Hrw);
        assert_eq!(page("https://example.org/", hrw), Shape::WebPage);
        assert_eq!(of("x [Source: A]\ny [Source: B]"), Shape::Passages);
        assert_eq!(of("Words\n\n## Heading\n"), Shape::Markdown);
        assert_eq!(of(&"words ".repeat(500)), Shape::OneLine);
        assert_eq!(
            of(&"some words of a line that is as wide as a page of a book\n".repeat(40)),
            Shape::Wrapped
        );
    }
}
