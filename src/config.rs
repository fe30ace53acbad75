//! `rightsbook.toml`: what an archive says of itself.

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Found, Span};
use crate::node::{self, Fields, Node};
use crate::path::SourcePath;

/// The name of the settings file at the root of an archive.
pub const FILE: &str = "rightsbook.toml";

/// The settings of an archive.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Config {
    /// What the archive is called, on every page.
    pub title: String,
    /// One sentence for search engines and the home page.
    pub description: String,
    /// Where the site will stand; ends with `/`.
    pub base_url: String,
    /// The language of the frame, as BCP 47 writes it.
    pub language: String,
    /// Where readers report errors, if there is such a place.
    pub repository: Option<String>,
    /// Headings down to this level get a page of their own: 3 means `###`.
    pub split_depth: u8,
    /// What readers may carry away.
    pub carry: Carry,
    /// Bounds against input that nobody meant.
    pub limits: Limits,
}

/// What readers may carry away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Carry {
    /// Whether the whole site stands in it once more as one file.
    pub zip: bool,
}

/// Bounds against input that nobody meant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
pub struct Limits {
    /// Bytes of one source file.
    pub file_bytes: u64,
    /// Lists and quotations inside one another.
    pub nesting: u32,
    /// Pages of the site.
    pub pages: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_bytes: 8 << 20, nesting: 24, pages: 250_000 }
    }
}

impl Default for Config {
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            base_url: "http://localhost/".to_owned(),
            language: "en".to_owned(),
            repository: None,
            split_depth: 3,
            carry: Carry::default(),
            limits: Limits::default(),
        }
    }
}

impl Config {
    /// The path part of the base URL: `/` or `/repo/`.
    pub fn base_path(&self) -> &str {
        path_of(&self.base_url)
    }
}

/// The path part of a base URL.
pub fn path_of(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or("", |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// Reads the settings. Missing keys are problems only where nothing sensible can stand in.
pub fn read(text: &str) -> Found<Config> {
    let path = SourcePath::new(FILE);
    let mut config = Config::default();
    let node = match node::toml(text, 0) {
        Ok(node) => node,
        Err((message, at)) => {
            let problem = Diagnostic::error(Code::Syntax, Span::new(&path, at), message);
            return Found { value: config, problems: vec![problem] };
        }
    };
    let mut fields = Fields::open(&path, "settings file", node);
    config.title = fields.need_text("title", "\"Kazakhstan rights archive\"");
    config.description = fields.text("description").unwrap_or_default();
    let base_url = fields.need("base_url", "\"https://example.org/archive/\"");
    if let Some((text, at)) = fields.as_text("base_url", base_url) {
        match check_base_url(&text) {
            Ok(url) => config.base_url = url,
            Err(why) => {
                let expected = "a web address such as `https://example.org/archive/`";
                fields.wrong(at, format!("`base_url` is `{text}`: {why}"), expected);
            }
        }
    }
    if let Some(node) = fields.take("language")
        && let Some((text, at)) = fields.as_text("language", Some(node))
    {
        if is_language(&text) {
            config.language = text;
        } else {
            fields.wrong(at, format!("`language` is `{text}`"), "a language tag such as `en`");
        }
    }
    config.repository = fields.text("repository");
    if let Some(depth) = fields.number("split_depth", 2..=6) {
        config.split_depth = u8::try_from(depth).unwrap_or(3);
    }
    let (carry, limits) = (fields.take("carry"), fields.take("limits"));
    let mut problems = fields.close();
    if let Some(node) = carry {
        let mut fields = Fields::open(&path, "table `carry`", node);
        config.carry.zip = fields.flag("zip").unwrap_or(config.carry.zip);
        problems.extend(fields.close());
    }
    if let Some(node) = limits {
        problems.extend(read_limits(&path, node, &mut config.limits));
    }
    Found { value: config, problems }
}

fn read_limits(path: &SourcePath, node: Node, limits: &mut Limits) -> Vec<Diagnostic> {
    let mut fields = Fields::open(path, "table `limits`", node);
    if let Some(bytes) = fields.number("file_bytes", 1024..=1 << 30) {
        limits.file_bytes = bytes.unsigned_abs();
    }
    if let Some(depth) = fields.number("nesting", 4..=100) {
        limits.nesting = u32::try_from(depth).unwrap_or(limits.nesting);
    }
    if let Some(pages) = fields.number("pages", 1..=10_000_000) {
        limits.pages = u32::try_from(pages).unwrap_or(limits.pages);
    }
    fields.close()
}

/// Checks a base URL and gives it its slash at the end.
///
/// # Errors
///
/// What is wrong with it.
pub fn check_base_url(text: &str) -> Result<String, &'static str> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))
        .ok_or("it does not begin with `https://` or `http://`")?;
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(':') {
        return Err("it names no host");
    }
    let path = rest[host.len()..].strip_prefix('/').unwrap_or_default();
    let path = path.strip_suffix('/').unwrap_or(path);
    if !path.is_empty() && path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return Err("its path has an empty part, `.` or `..`");
    }
    if !rest.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._~:/[]".contains(&b)) {
        return Err("it holds a character that a plain web address cannot");
    }
    Ok(if text.ends_with('/') { text.to_owned() } else { format!("{text}/") })
}

/// Whether a text looks like a BCP 47 language tag.
pub fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|b| b.is_ascii_lowercase())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
}

/// Which way a language is written, for the `dir` attribute.
pub fn direction(language: &str) -> &'static str {
    // Languages whose usual script runs from right to left, after Unicode CLDR's likely scripts.
    const RIGHT_TO_LEFT: [&str; 13] =
        ["ar", "arc", "ckb", "dv", "fa", "he", "ks", "prs", "ps", "sd", "ug", "ur", "yi"];
    let mut parts = language.split('-');
    let first = parts.next().unwrap_or_default();
    // A script that is named decides: Kazakh in Arabic letters, Arabic in Latin ones.
    let script = parts.find(|part| part.len() == 4);
    let from_right = match script {
        Some(script) => ["Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Rohg"].contains(&script),
        None => RIGHT_TO_LEFT.contains(&first),
    };
    if from_right { "rtl" } else { "ltr" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_gives_the_base_path() {
        let found = read("title = \"T\"\nbase_url = \"https://example.org/repo\"\n");
        assert_eq!(found.problems, []);
        assert_eq!(
            (found.value.base_url.as_str(), found.value.base_path()),
            ("https://example.org/repo/", "/repo/")
        );
        let root = read("title = \"T\"\nbase_url = \"https://example.org\"\n").value;
        assert_eq!(root.base_path(), "/");
    }

    #[test]
    fn each_wrong_setting_is_named() {
        let found = read(
            "titel = \"T\"\nbase_url = \"ftp://x\"\nlanguage = \"English\"\n[limits]\nnesting = 1\npaegs = 3\n",
        );
        let messages: Vec<_> = found.problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            messages,
            [
                "the settings file has no `title`",
                "`base_url` is `ftp://x`: it does not begin with `https://` or `http://`",
                "`language` is `English`",
                "the settings file knows no key `titel`",
                "`nesting` is 1",
                "the table `limits` knows no key `paegs`",
            ]
        );
    }

    #[test]
    fn scripts_have_a_direction() {
        assert_eq!((direction("ar-EG"), direction("kk")), ("rtl", "ltr"));
        assert_eq!((direction("ar-Latn"), direction("kk-Arab")), ("ltr", "rtl"));
    }
}
