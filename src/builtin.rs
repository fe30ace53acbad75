//! Templates and static files that come with the program. An archive's own files of the same
//! name stand in their place.

/// Name and text of each built-in template.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../templates/404.html")),
    ("alone.html", include_str!("../templates/alone.html")),
    ("base.html", include_str!("../templates/base.html")),
    ("compare.html", include_str!("../templates/compare.html")),
    ("comparison.html", include_str!("../templates/comparison.html")),
    ("compose.html", include_str!("../templates/compose.html")),
    ("country.html", include_str!("../templates/country.html")),
    ("country_year.html", include_str!("../templates/country_year.html")),
    ("data.html", include_str!("../templates/data.html")),
    ("entities.html", include_str!("../templates/entities.html")),
    ("entity.html", include_str!("../templates/entity.html")),
    ("entry.html", include_str!("../templates/entry.html")),
    ("feed.xml", include_str!("../templates/feed.xml")),
    ("full.html", include_str!("../templates/full.html")),
    ("home.html", include_str!("../templates/home.html")),
    ("llms.txt", include_str!("../templates/llms.txt")),
    ("moved.html", include_str!("../templates/moved.html")),
    ("parts.html", include_str!("../templates/parts.html")),
    ("publisher.html", include_str!("../templates/publisher.html")),
    ("publishers.html", include_str!("../templates/publishers.html")),
    ("redline.html", include_str!("../templates/redline.html")),
    ("report.html", include_str!("../templates/report.html")),
    ("robots.txt", include_str!("../templates/robots.txt")),
    ("search.html", include_str!("../templates/search.html")),
    ("section.html", include_str!("../templates/section.html")),
    ("sitemap.xml", include_str!("../templates/sitemap.xml")),
    ("strip.html", include_str!("../templates/strip.html")),
    ("timeline.html", include_str!("../templates/timeline.html")),
    ("topic.html", include_str!("../templates/topic.html")),
    ("topic_country.html", include_str!("../templates/topic_country.html")),
    ("topics.html", include_str!("../templates/topics.html")),
    ("year.html", include_str!("../templates/year.html")),
    ("years.html", include_str!("../templates/years.html")),
];

/// Tag and table of each built-in language.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("en", include_str!("../templates/languages/en.toml")),
    ("kk", include_str!("../templates/languages/kk.toml")),
    ("ru", include_str!("../templates/languages/ru.toml")),
];

/// Path below `static/` and bytes of each built-in static file.
pub const STATIC: &[(&str, &[u8])] = &[
    ("compare-method.js", include_bytes!("../static/compare-method.js")),
    ("compare.js", include_bytes!("../static/compare.js")),
    ("compose-method.js", include_bytes!("../static/compose-method.js")),
    ("compose.css", include_bytes!("../static/compose.css")),
    ("compose.js", include_bytes!("../static/compose.js")),
    ("copy.js", include_bytes!("../static/copy.js")),
    ("favicon.svg", include_bytes!("../static/favicon.svg")),
    ("load.js", include_bytes!("../static/load.js")),
    ("permalink.js", include_bytes!("../static/permalink.js")),
    ("redirect.js", include_bytes!("../static/redirect.js")),
    ("search-index.js", include_bytes!("../static/search-index.js")),
    ("search.js", include_bytes!("../static/search.js")),
    ("style.css", include_bytes!("../static/style.css")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_of_the_folder_is_built_in() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/templates");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains('.'))
            .collect();
        names.sort();
        let built_in: Vec<&str> = TEMPLATES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, built_in);
    }
}
