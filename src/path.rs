//! Names that cannot be mistaken for one another: source paths, URLs, output paths, slugs.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A file of the archive, relative to its root, with `/` between the parts on every system.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourcePath(Arc<str>);

impl SourcePath {
    /// Takes a relative path already written with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a slash at its end; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path inside one of the archive's top folders; the whole path if it stands elsewhere.
    pub fn inside(&self, folder: &str) -> &str {
        let rest = self.0.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/'));
        rest.unwrap_or(&self.0)
    }

    /// The file's name without folder and without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Resolves a relative link written in this file. `None` when it climbs out of the archive.
    pub fn resolve(&self, link: &str) -> Option<Self> {
        let mut parts: Vec<&str> =
            self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in link.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self::new(parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

/// A page's place in the site, below the base path: `kazakhstan/2018/hrw/`, `sitemap.xml`, or
/// nothing for the home page. Never starts with a slash, so that `root + url` is a link from
/// anywhere; may carry a fragment (`kazakhstan/2018/hrw/#lead`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Url(Arc<str>);

impl Url {
    /// The home page.
    pub fn home() -> Self {
        Self("".into())
    }

    /// A page of its own folder.
    pub fn folder(parts: &[&str]) -> Self {
        let mut text = String::new();
        for part in parts {
            text.push_str(part);
            text.push('/');
        }
        Self(text.into())
    }

    /// A file with a name of its own.
    pub fn file(name: &str) -> Self {
        Self(name.into())
    }

    /// The same page at one of its anchors.
    pub fn at(&self, anchor: &str) -> Self {
        Self(format!("{}#{anchor}", self.page()).into())
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL without its fragment.
    pub fn page(&self) -> &str {
        self.0.split_once('#').map_or(&self.0, |(page, _)| page)
    }

    /// The way from this page up to the site's root: `../../`, or `./` at the top.
    pub fn root(&self) -> String {
        match self.page().matches('/').count() {
            0 => "./".to_owned(),
            depth => "../".repeat(depth),
        }
    }

    /// The file that holds this page in the published tree.
    pub fn out_path(&self) -> OutPath {
        let page = self.page();
        if page.is_empty() || page.ends_with('/') {
            OutPath(format!("{page}index.html").into())
        } else {
            OutPath(page.into())
        }
    }
}

impl Borrow<str> for Url {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", &self.0)
    }
}

impl Serialize for Url {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// A file of the published tree, relative to it, with `/` between the parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(Arc<str>);

impl OutPath {
    /// Takes a relative path already written with `/`.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the file is an HTML page.
    pub fn is_html(&self) -> bool {
        self.0.ends_with(".html")
    }
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

/// Turns a heading or name into lower-case ASCII words joined by `-`.
///
/// Any script is transliterated; apostrophes vanish instead of splitting a word. Empty when
/// nothing readable is left.
pub fn slug(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ')).collect();
    let ascii = deunicode::deunicode(&plain);
    let mut out = String::with_capacity(ascii.len());
    for c in ascii.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.ends_with('-') && !out.is_empty() {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Whether a text is already a slug: what an id in a file name or an attribute has to be.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_of_many_scripts() {
        assert_eq!(slug("Detainee’s Ability to Challenge"), "detainees-ability-to-challenge");
        assert_eq!(slug("National/Racial/Ethnic Minorities"), "national-racial-ethnic-minorities");
        assert_eq!(slug("Пытки"), "pytki");
        assert_eq!(slug("…"), "");
        assert!(is_slug("1c-torture") && !is_slug("Torture") && !is_slug("-x"));
    }

    #[test]
    fn urls_know_their_way_up_and_their_file() {
        let section = Url::folder(&["kazakhstan", "2018", "hrw", "torture"]);
        assert_eq!(section.root(), "../../../../");
        assert_eq!(section.out_path().as_str(), "kazakhstan/2018/hrw/torture/index.html");
        assert_eq!(section.at("p3").root(), "../../../../");
        assert_eq!(Url::home().root(), "./");
        assert_eq!(Url::file("sitemap.xml").out_path().as_str(), "sitemap.xml");
    }

    #[test]
    fn links_resolve_beside_their_file_and_never_outside() {
        let from = SourcePath::new("content/reports/kazakhstan/2018-hrw.md");
        let to = from.resolve("../kyrgyzstan/2018-hrw.md").unwrap();
        assert_eq!(to.as_str(), "content/reports/kyrgyzstan/2018-hrw.md");
        assert_eq!(from.resolve("../../../../../etc/passwd"), None);
    }
}
