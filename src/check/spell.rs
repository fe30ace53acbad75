//! `../2018/` → `../2018/index.html`: the same page for a folder opened from disk.

use lol_html::{RewriteStrSettings, element, rewrite_str};

/// Spells `index.html` out in every link of a page that leads to a folder of the site.
///
/// # Errors
///
/// When the page is not HTML that can be read.
pub fn spell_out(html: &[u8], base_path: &str) -> Result<Vec<u8>, String> {
    let text = std::str::from_utf8(html).map_err(|error| error.to_string())?;
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("a[href]", |link| {
        if let Some(spelt) = link.get_attribute("href").and_then(|href| spell(&href, base_path)) {
            link.set_attribute("href", &spelt)?;
        }
        Ok(())
    }));
    rewrite_str(text, settings).map(String::into_bytes).map_err(|error| error.to_string())
}

fn spell(href: &str, base_path: &str) -> Option<String> {
    let (path, anchor) = match href.find('#') {
        Some(at) => href.split_at(at),
        None => (href, ""),
    };
    let foreign = path.contains(':') || path.starts_with("//");
    if foreign || path.is_empty() {
        return None;
    }
    // The page for missing addresses begins its links with the base path; on disk there is none.
    let path = path.strip_prefix(base_path).filter(|_| path.starts_with('/')).unwrap_or(path);
    let slash = if path.is_empty() || path.ends_with('/') { "" } else { "/" };
    let folder = slash.is_empty() || path.ends_with("..") || path == ".";
    folder.then(|| format!("{path}{slash}index.html{anchor}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_get_their_file_and_nothing_else_changes() {
        assert_eq!(spell("../2018/", "/"), Some("../2018/index.html".into()));
        assert_eq!(spell("../2018/#p3", "/"), Some("../2018/index.html#p3".into()));
        assert_eq!(spell("./", "/"), Some("./index.html".into()));
        for same in ["#p3", "https://x.example/", "mailto:x", "../style.css", "//x/"] {
            assert_eq!(spell(same, "/"), None);
        }
        assert_eq!(spell("/repo/topics/", "/repo/"), Some("topics/index.html".into()));
        assert_eq!(spell("/repo/", "/repo/"), Some("index.html".into()));
    }
}
