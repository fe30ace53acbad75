//! What a file is, by where it stands.

use crate::diagnostic::{Code, Diagnostic, Span, did_you_mean};
use crate::language::key;
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
    /// `content/people/*.md` and its like.
    Entity(EntityKind),
    /// `content/index.md`.
    Index,
    /// `templates/**`.
    Template,
    /// `templates/languages/*.toml`.
    Language,
    /// `static/**`.
    Static,
    /// `permalinks.lock`.
    Permalinks,
}

/// What an entity is, by the folder that its file stands in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "each is what its name says")]
pub enum EntityKind {
    Case,
    Person,
    Organisation,
    Institution,
    Place,
    Law,
}

impl EntityKind {
    /// Every kind, in the order in which pages list them.
    pub const ALL: [Self; 6] =
        [Self::Case, Self::Person, Self::Organisation, Self::Institution, Self::Place, Self::Law];

    /// The folder of its files, and of its pages.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Case => "cases",
            Self::Person => "people",
            Self::Organisation => "organisations",
            Self::Institution => "institutions",
            Self::Place => "places",
            Self::Law => "laws",
        }
    }

    /// The kind of the files of a folder.
    pub fn of_folder(folder: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.folder() == folder)
    }

    /// One of them, in a word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Case => key("case"),
            Self::Person => key("person"),
            Self::Organisation => key("organisation"),
            Self::Institution => key("institution"),
            Self::Place => key("place"),
            Self::Law => key("law"),
        }
    }
}

/// The folders of `content/` that are read.
fn folders() -> impl Iterator<Item = &'static str> {
    let others = ["reports", "outlines", "countries", "publishers", "pages"];
    others.into_iter().chain(EntityKind::ALL.map(EntityKind::folder))
}

/// Tells a file's kind, or why nothing reads it.
pub(super) fn of(path: &SourcePath) -> Result<Kind, Diagnostic> {
    let text = path.as_str();
    if text == super::LOCK {
        return Ok(Kind::Permalinks);
    }
    if let Some(rest) = text.strip_prefix("content/") {
        return in_content(path, rest);
    }
    if let Some(name) = text.strip_prefix("templates/languages/") {
        let tag = name.strip_suffix(".toml").filter(|tag| crate::config::is_language(tag));
        return match tag {
            Some(_) => Ok(Kind::Language),
            None => Err(unread(path, "the tag of a language and `.toml`, as in `ru.toml`,")),
        };
    }
    if text.starts_with("templates/") {
        let known = [".html", ".xml", ".txt"].iter().any(|end| text.ends_with(end));
        return if known {
            Ok(Kind::Template)
        } else {
            Err(unread(path, "`.html`, `.xml` or `.txt`"))
        };
    }
    if !text.starts_with("static/") {
        return Err(unread(path, "a folder"));
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
    let known = match folder {
        "reports" => Some((Kind::Report, ".md", true)),
        "outlines" => Some((Kind::Outline, ".toml", false)),
        "countries" => Some((Kind::Country, ".md", false)),
        "publishers" => Some((Kind::Publisher, ".md", false)),
        "pages" => Some((Kind::Page, ".md", false)),
        _ => EntityKind::of_folder(folder).map(|entity| (Kind::Entity(entity), ".md", false)),
    };
    let Some((kind, end, deep)) = known else {
        let message = format!("nothing reads the folder `content/{folder}`");
        let known = format!("known folders: {}", folders().collect::<Vec<_>>().join(", "));
        return Err(Diagnostic::error(Code::UnknownFolder, Span::file(path), message)
            .hint(did_you_mean(folder, folders()).unwrap_or(known)));
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
