//! What the front matter of a translation says of its original and of who translated it.

use crate::diagnostic::{Code, Diagnostic};
use crate::node::Fields;
use crate::parse::document::Place;
use crate::parse::matter::ReportKind;
use crate::path::SourcePath;

/// What a translation says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Translation {
    /// The report that it translates, where the archive holds that too.
    pub of: Option<Original>,
    /// Whose it is, where its editor knows.
    pub by: Option<Translator>,
}

/// The report that a translation translates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Original {
    /// Its file.
    pub path: SourcePath,
    /// Where the translation names it.
    pub at: Place,
}

/// Whose a translation is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Translator {
    /// That of the publisher of the original.
    Publisher,
    /// That of the archive.
    Archive,
    /// Somebody else's.
    Named(Box<str>),
}

impl Translator {
    /// As front matter writes it.
    pub fn word(&self) -> &str {
        match self {
            Self::Publisher => "publisher",
            Self::Archive => "archive",
            Self::Named(name) => name,
        }
    }
}

/// Takes `translates` and `translator`.
pub(super) fn read(
    path: &SourcePath,
    fields: &mut Fields<'_>,
    kind: Option<ReportKind>,
) -> Translation {
    let node = fields.take("translates");
    let of = fields.as_text("translates", node);
    let node = fields.take("translator");
    let by = fields.as_text("translator", node);
    let keys = [("translates", &of), ("translator", &by)];
    let first = keys.into_iter().find_map(|(key, value)| Some((key, value.as_ref()?.1.clone())));
    if let (Some((key, at)), Some(kind)) = (first, kind)
        && kind != ReportKind::Translation
    {
        let message = format!("`{key}` stands beside `kind: {}`", kind.word());
        let hint = format!("write `kind: translation`, or take `{key}` away");
        let span = fields.span(at);
        fields.problems.push(Diagnostic::error(Code::Contradiction, span, message).hint(hint));
    }
    let of = of.and_then(|(text, at)| {
        let original = text.ends_with(".md").then(|| path.resolve(&text)).flatten();
        if original.is_none() {
            let expected = "the file of the original as seen from this one: `2018-us-state.md`";
            fields.wrong(at.clone(), format!("`translates` is `{text}`"), expected);
        }
        Some(Original { path: original?, at: Place(at) })
    });
    let by = by.map(|(text, _)| match &*text {
        "publisher" => Translator::Publisher,
        "archive" => Translator::Archive,
        _ => Translator::Named(text.into()),
    });
    Translation { of, by }
}
