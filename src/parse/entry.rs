//! The small Markdown files: countries, publishers, pages of the editors' own.

use crate::config::Limits;
use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::digest::Digested;
use crate::node::{Fields, Node, Value};
use crate::parse::document::{Note, Reference, SectionBody};
use crate::parse::html::Writer;
use crate::parse::{front_matter, outline};
use crate::path::{SourcePath, is_slug};
use crate::source::SourceFile;

/// A small file: an id from its name, keys of its kind, and a text.
#[derive(Clone, Debug)]
pub struct Entry<M> {
    /// The file's name without ending.
    pub id: Box<str>,
    /// The file.
    pub path: SourcePath,
    /// What its front matter says.
    pub matter: M,
    /// Its text.
    pub text: Digested<EntryText>,
    /// The links of its text that stay inside the archive.
    pub references: Vec<Reference>,
}

/// The text of a small file, with headings inside.
#[derive(Clone, Debug, Default, Hash)]
pub struct EntryText {
    /// Heading and text, in order; the first may have an empty heading.
    pub parts: Vec<EntryPart>,
    /// Its footnotes.
    pub notes: Vec<Note>,
}

/// A headed part of a small file.
#[derive(Clone, Debug, Hash)]
pub struct EntryPart {
    /// Anchor.
    pub id: Box<str>,
    /// 2 for `##`.
    pub level: u8,
    /// The heading; empty for text before the first.
    pub heading: Box<str>,
    /// The text.
    pub body: SectionBody,
}

/// A country.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CountryMatter {
    /// English name.
    pub name: Box<str>,
    /// ISO 3166-1 alpha-2, alpha-3 and numeric code; empty where there is none.
    pub codes: [Box<str>; 3],
    /// Names in other languages: tag and name.
    pub names: Vec<(Box<str>, Box<str>)>,
}

/// A publisher.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PublisherMatter {
    /// Full name.
    pub name: Box<str>,
    /// What tables call it.
    pub short: Box<str>,
    /// `government`, `ngo`, `intergovernmental`, `library`, `other`.
    pub kind: Box<str>,
    /// Home page.
    pub url: Option<Box<str>>,
    /// The series that its reports belong to.
    pub series: Option<Box<str>>,
    /// First and last coverage year of which an edition is known.
    pub years: Option<(u16, u16)>,
    /// The usual licence of its reports.
    pub licence_id: Option<Box<str>>,
    /// Terms in a sentence.
    pub licence_note: Option<Box<str>>,
}

/// A page of the editors' own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageMatter {
    /// Its title.
    pub title: Box<str>,
    /// One sentence.
    pub description: Box<str>,
    /// Its place among the pages.
    pub order: i64,
}

/// Reads a country file.
pub(super) fn country(file: &SourceFile, limits: Limits) -> Found<Entry<CountryMatter>> {
    read(file, limits, "country's front matter", |path, fields, problems| {
        let name = fields.need_text("name", "Kazakhstan").into();
        let codes =
            fields.take("codes").map(|node| codes(path, node, problems)).unwrap_or_default();
        let names = fields
            .take("names")
            .map(|node| names(path, "names", node, problems))
            .unwrap_or_default();
        CountryMatter { name, codes, names }
    })
}

/// Reads a publisher file.
pub(super) fn publisher(file: &SourceFile, limits: Limits) -> Found<Entry<PublisherMatter>> {
    read(file, limits, "publisher's front matter", |path, fields, problems| {
        let name: Box<str> = fields.need_text("name", "Human Rights Watch").into();
        let short = fields.text("short").map_or_else(|| name.clone(), Into::into);
        let kinds =
            ["government", "ngo", "intergovernmental", "library", "other"].map(|kind| (kind, kind));
        let node = fields.need("kind", "ngo");
        let kind = fields.choice("kind", node, &kinds).unwrap_or("other").into();
        let node = fields.take("url");
        let url = fields.as_text("url", node).and_then(|(url, at)| {
            let web = url.starts_with("https://") || url.starts_with("http://");
            if !web {
                fields.wrong(at, format!("`url` is `{url}`"), "an address with `https://`");
            }
            web.then(|| url.into())
        });
        let series = fields.text("series").map(Into::into);
        let years = fields.take("years").and_then(|node| years(path, node, problems));
        let (mut licence_id, mut licence_note) = (None, None);
        if let Some(node) = fields.take("licence") {
            let mut licence = Fields::open(path, "licence", node);
            licence_id = licence.text("id").map(Into::into);
            licence_note = licence.text("note").map(Into::into);
            problems.extend(licence.close());
        }
        PublisherMatter { name, short, kind, url, series, years, licence_id, licence_note }
    })
}

/// Reads a page of the editors' own.
pub(super) fn page(file: &SourceFile, limits: Limits) -> Found<Entry<PageMatter>> {
    read(file, limits, "page's front matter", |_, fields, _| PageMatter {
        title: fields.need_text("title", "Method and limits").into(),
        description: fields.text("description").unwrap_or_default().into(),
        order: fields.number("order", 0..=1000).unwrap_or(100),
    })
}

/// Reads the home page's introduction, which stands under the archive's own title.
pub(super) fn index(file: &SourceFile, limits: Limits) -> Found<Entry<PageMatter>> {
    read(file, limits, "home page's front matter", |_, fields, _| PageMatter {
        title: fields.text("title").unwrap_or_default().into(),
        description: fields.text("description").unwrap_or_default().into(),
        order: 0,
    })
}

/// Reads a small file whose keys `matter` takes.
pub(super) fn read<M>(
    file: &SourceFile,
    limits: Limits,
    what: &'static str,
    matter: impl FnOnce(&SourcePath, &mut Fields<'_>, &mut Vec<Diagnostic>) -> M,
) -> Found<Entry<M>> {
    let path = &file.path;
    let split = front_matter::split(file);
    let broken = !split.problems.is_empty();
    let mut problems = split.problems;
    let id = path.stem();
    if !is_slug(id) {
        let hint = format!("rename the file to `{}.md`", crate::path::slug(id));
        let message = format!("`{id}` cannot be an id");
        problems.push(Diagnostic::error(Code::BadFileName, Span::file(path), message).hint(hint));
    }
    let mut inner = Vec::new();
    let mut fields = Fields::open(path, what, split.node);
    let matter = matter(path, &mut fields, &mut inner);
    let found = fields.close();
    if !broken {
        problems.extend(found);
        problems.extend(inner);
    }
    let mut writer = Writer::new(path);
    let outline = outline::read(&mut writer, file.text(), split.body, limits);
    let parts = outline
        .faces
        .iter()
        .zip(outline.bodies)
        .map(|(face, body)| EntryPart {
            id: face.id.clone(),
            level: face.level,
            heading: if &*face.id == "lead" { "".into() } else { face.as_printed().into() },
            body,
        })
        .collect();
    problems.append(&mut writer.problems);
    let text = Digested::new(EntryText { parts, notes: outline.notes });
    let entry =
        Entry { id: id.into(), path: path.clone(), matter, text, references: writer.references };
    Found { value: entry, problems }
}

fn codes(path: &SourcePath, node: Node, problems: &mut Vec<Diagnostic>) -> [Box<str>; 3] {
    let mut fields = Fields::open(path, "codes", node);
    type Form = (&'static str, fn(u8) -> bool, usize, &'static str);
    let forms: [Form; 3] = [
        ("alpha2", |b| b.is_ascii_uppercase(), 2, "two capitals (ISO 3166-1), such as `KZ`"),
        ("alpha3", |b| b.is_ascii_uppercase(), 3, "three capitals (ISO 3166-1), such as `KAZ`"),
        (
            "numeric",
            |b| b.is_ascii_digit(),
            3,
            "three figures in quotation marks, such as `\"398\"`",
        ),
    ];
    let codes = forms.map(|(key, form, length, expected)| {
        let node = fields.take(key);
        let Some((code, at)) = fields.as_text(key, node) else { return "".into() };
        if code.len() != length || !code.bytes().all(form) {
            fields.wrong(at, format!("`{key}` is `{code}`"), expected);
        }
        code.into()
    });
    problems.extend(fields.close());
    codes
}

/// Names in other languages, by tag, under some key.
pub(super) fn names(
    path: &SourcePath,
    what: &'static str,
    node: Node,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(Box<str>, Box<str>)> {
    let mut fields = Fields::open(path, what, Node { value: Value::Table(Vec::new()), at: 0..0 });
    let mut names = Vec::new();
    match node.value {
        Value::Table(entries) => {
            for (tag, at, node) in entries {
                if !crate::config::is_language(&tag) {
                    fields.wrong(
                        at,
                        format!("`{tag}` is no language tag"),
                        "a tag such as `kk` or `ru`",
                    );
                } else if let Some((name, _)) = fields.as_text(what, Some(node)) {
                    names.push((tag.into(), name.into()));
                }
            }
        }
        other => fields.wrong(node.at, format!("`{what}` is {}", other.kind()), "`{kk: …, ru: …}`"),
    }
    problems.extend(fields.close());
    names
}

fn years(path: &SourcePath, node: Node, problems: &mut Vec<Diagnostic>) -> Option<(u16, u16)> {
    let at = node.at.clone();
    let mut fields = Fields::open(path, "years", node);
    let mut year = |key| fields.number(key, 1900..=2200).and_then(|year| u16::try_from(year).ok());
    let range = year("first").zip(year("last"));
    if range.is_some_and(|(first, last)| first > last) {
        fields.wrong(at, "the first year comes after the last", "`{first: 1999, last: 2024}`");
    }
    problems.extend(fields.close());
    range
}
