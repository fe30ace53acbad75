//! What a file is, by where it stands.

use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::path::SourcePath;

/// What a source file is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// `rightsbook.toml`.
    Config,
    /// `content/reports/**.md`.
    Report,
    /// `content/topics.toml`.
    Topics,
    /// `content/outlines/*.toml`.
    Outline,
    /// `content/countries/*.md`.
    Country,
    /// `content/publishers/*.md`.
    Publisher,
    /// `content/pages/*.md`.
    Page,
    /// `content/index.md`.
    Index,
    /// `templates/**`.
    Template,
    /// `static/**`.
    Static,
}

const FOLDERS: [&str; 5] = ["reports", "outlines", "countries", "publishers", "pages"];

/// Tells a file's kind, or why nothing reads it.
pub(super) fn of(path: &SourcePath) -> Result<Kind, Diagnostic> {
    let text = path.as_str();
    if let Some(rest) = text.strip_prefix("content/") {
        return in_content(path, rest);
    }
    if text.starts_with("templates/") {
        let known = [".html", ".xml", ".txt"].iter().any(|end| text.ends_with(end));
        return if known {
            Ok(Kind::Template)
        } else {
            Err(unread(path, "`.html`, `.xml` or `.txt`"))
        };
    }
    if !text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._/".contains(&b)) {
        let message = "the name of this file would have to be encoded in addresses";
        return Err(Diagnostic::error(Code::BadFileName, Span::file(path), message)
            .hint("use letters a to z, figures, hyphens, underscores and full stops"));
    }
    Ok(Kind::Static)
}

fn in_content(path: &SourcePath, rest: &str) -> Result<Kind, Diagnostic> {
    let Some((folder, inside)) = rest.split_once('/') else {
        return match rest {
            "topics.toml" => Ok(Kind::Topics),
            "index.md" => Ok(Kind::Index),
            _ => {
                let near = did_you_mean(rest, ["topics.toml", "index.md"]);
                Err(unread(path, "`topics.toml` or `index.md`").maybe_hint(near))
            }
        };
    };
    let (kind, end, deep) = match folder {
        "reports" => (Kind::Report, ".md", true),
        "outlines" => (Kind::Outline, ".toml", false),
        "countries" => (Kind::Country, ".md", false),
        "publishers" => (Kind::Publisher, ".md", false),
        "pages" => (Kind::Page, ".md", false),
        _ => {
            let message = format!("nothing reads the folder `content/{folder}`");
            let known = format!("known folders: {}", FOLDERS.join(", "));
            return Err(Diagnostic::error(Code::UnknownFolder, Span::file(path), message)
                .hint(did_you_mean(folder, FOLDERS).unwrap_or(known)));
        }
    };
    if !inside.ends_with(end) {
        return Err(unread(path, &format!("`{end}`")));
    }
    if !deep && inside.contains('/') {
        let message = format!("nothing reads folders inside `content/{folder}`");
        let hint = format!("move the file to `content/{folder}/`");
        return Err(Diagnostic::error(Code::UnknownFolder, Span::file(path), message).hint(hint));
    }
    Ok(kind)
}

fn unread(path: &SourcePath, expected: &str) -> Diagnostic {
    Diagnostic::warning(Code::UnreadFile, Span::file(path), "nothing reads this file")
        .hint(format!("expected {expected} here"))
}
