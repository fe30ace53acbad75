//! What languages are called: in their own words, and in English.

/// Tag, own name, English name, after Unicode CLDR.
const NAMES: &[(&str, &str, &str)] = &[
    ("am", "አማርኛ", "Amharic"),
    ("ar", "العربية", "Arabic"),
    ("az", "azərbaycan", "Azerbaijani"),
    ("ba", "башҡорт теле", "Bashkir"),
    ("be", "беларуская", "Belarusian"),
    ("bg", "български", "Bulgarian"),
    ("bn", "বাংলা", "Bangla"),
    ("bs", "bosanski", "Bosnian"),
    ("ca", "català", "Catalan"),
    ("ce", "нохчийн", "Chechen"),
    ("ckb", "کوردیی ناوەندی", "Central Kurdish"),
    ("crh", "къырымтатар", "Crimean Tatar"),
    ("cs", "čeština", "Czech"),
    ("da", "dansk", "Danish"),
    ("de", "Deutsch", "German"),
    ("el", "Ελληνικά", "Greek"),
    ("en", "English", "English"),
    ("es", "español", "Spanish"),
    ("et", "eesti", "Estonian"),
    ("fa", "فارسی", "Persian"),
    ("fi", "suomi", "Finnish"),
    ("fr", "français", "French"),
    ("he", "עברית", "Hebrew"),
    ("hi", "हिन्दी", "Hindi"),
    ("hr", "hrvatski", "Croatian"),
    ("ht", "kreyòl ayisyen", "Haitian Creole"),
    ("hu", "magyar", "Hungarian"),
    ("hy", "հայերեն", "Armenian"),
    ("id", "Indonesia", "Indonesian"),
    ("it", "italiano", "Italian"),
    ("ja", "日本語", "Japanese"),
    ("ka", "ქართული", "Georgian"),
    ("kaa", "qaraqalpaq tili", "Karakalpak"),
    ("kk", "қазақ тілі", "Kazakh"),
    ("km", "ខ្មែរ", "Khmer"),
    ("ko", "한국어", "Korean"),
    ("ku", "kurdî", "Kurdish"),
    ("ky", "кыргызча", "Kyrgyz"),
    ("lo", "ລາວ", "Lao"),
    ("lt", "lietuvių", "Lithuanian"),
    ("lv", "latviešu", "Latvian"),
    ("mk", "македонски", "Macedonian"),
    ("mn", "монгол", "Mongolian"),
    ("ms", "Melayu", "Malay"),
    ("my", "မြန်မာ", "Burmese"),
    ("ne", "नेपाली", "Nepali"),
    ("nl", "Nederlands", "Dutch"),
    ("no", "norsk", "Norwegian"),
    ("pl", "polski", "Polish"),
    ("prs", "دری", "Dari"),
    ("ps", "پښتو", "Pashto"),
    ("pt", "português", "Portuguese"),
    ("ro", "română", "Romanian"),
    ("ru", "русский", "Russian"),
    ("rw", "Kinyarwanda", "Kinyarwanda"),
    ("si", "සිංහල", "Sinhala"),
    ("sk", "slovenčina", "Slovak"),
    ("sl", "slovenščina", "Slovenian"),
    ("so", "Soomaali", "Somali"),
    ("sq", "shqip", "Albanian"),
    ("sr", "српски", "Serbian"),
    ("sv", "svenska", "Swedish"),
    ("sw", "Kiswahili", "Swahili"),
    ("ta", "தமிழ்", "Tamil"),
    ("tg", "тоҷикӣ", "Tajik"),
    ("th", "ไทย", "Thai"),
    ("ti", "ትግርኛ", "Tigrinya"),
    ("tk", "türkmen dili", "Turkmen"),
    ("tr", "Türkçe", "Turkish"),
    ("tt", "татар", "Tatar"),
    ("ug", "ئۇيغۇرچە", "Uyghur"),
    ("uk", "українська", "Ukrainian"),
    ("ur", "اردو", "Urdu"),
    ("uz", "o‘zbek", "Uzbek"),
    ("vi", "Tiếng Việt", "Vietnamese"),
    ("zh", "中文", "Chinese"),
];

/// What a language is called in itself; of one that the list does not have, its tag.
pub fn own_name(tag: &str) -> String {
    name(tag, |(_, own, _)| own)
}

/// What a language is called in English; of one that the list does not have, its tag.
pub fn english_name(tag: &str) -> String {
    name(tag, |(_, _, english)| english)
}

/// The first part of a tag, which says the language alone.
pub fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

fn name(tag: &str, of: fn(&(&'static str, &'static str, &'static str)) -> &'static str) -> String {
    let Some(known) = NAMES.iter().find(|(known, ..)| *known == primary(tag)) else {
        return tag.to_owned();
    };
    // Script or region tell two texts of one language apart: `српски (Latn)`.
    match tag.split_once('-') {
        Some((_, rest)) => format!("{} ({rest})", of(known)),
        None => of(known).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_called_as_its_readers_call_it() {
        assert_eq!((own_name("kk"), english_name("kk")), ("қазақ тілі".into(), "Kazakh".into()));
        assert_eq!(own_name("sr-Latn"), "српски (Latn)");
        assert_eq!((own_name("tlh"), english_name("x")), ("tlh".into(), "x".into()));
    }

    #[test]
    fn no_tag_stands_twice() {
        assert!(NAMES.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }
}
