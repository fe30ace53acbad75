//! Which form of a word a number takes: plural rules for whole numbers, after Unicode CLDR 45
//! (`common/supplemental/plurals.xml`).

/// A form of a word, as CLDR calls it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[expect(missing_docs, reason = "the names are CLDR's")]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 6] =
        [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }
}

/// How a language sorts whole numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Rule {
    /// One form for all.
    Other,
    /// 1, and all others: English, Kazakh, Kyrgyz, Uzbek, German.
    One,
    /// 0 and 1, and all others: French, Persian.
    OneOfTwo,
    /// 1, 21 …; 2 to 4, 22 to 24 …; all others: Russian, Ukrainian, Belarusian.
    Russian,
    /// 1; 2 to 4, 22 to 24 …; all others.
    Polish,
    /// 0; 1; 2; 3 to 10, 103 to 110 …; 11 to 99, 111 to 199 …; all others.
    Arabic,
}

/// The rule of a language; the commonest where none is known.
pub(super) fn rule(tag: &str) -> Rule {
    match super::primary(tag) {
        "zh" | "ja" | "ko" | "th" | "vi" | "id" | "ms" | "my" | "lo" => Rule::Other,
        "fr" | "pt" | "fa" | "hi" | "bn" | "am" | "hy" => Rule::OneOfTwo,
        "ru" | "uk" | "be" => Rule::Russian,
        "pl" => Rule::Polish,
        "ar" => Rule::Arabic,
        _ => Rule::One,
    }
}

impl Rule {
    /// The category of a number.
    pub(super) fn category(self, n: u64) -> Category {
        let (ten, hundred) = (n % 10, n % 100);
        let few = (2..=4).contains(&ten) && !(12..=14).contains(&hundred);
        match self {
            Self::One if n == 1 => Category::One,
            Self::OneOfTwo if n <= 1 => Category::One,
            Self::Other | Self::One | Self::OneOfTwo => Category::Other,
            Self::Russian if ten == 1 && hundred != 11 => Category::One,
            Self::Polish if n == 1 => Category::One,
            Self::Russian | Self::Polish if few => Category::Few,
            Self::Russian | Self::Polish => Category::Many,
            Self::Arabic => match (n, hundred) {
                (0, _) => Category::Zero,
                (1, _) => Category::One,
                (2, _) => Category::Two,
                (_, 3..=10) => Category::Few,
                (_, 11..=99) => Category::Many,
                _ => Category::Other,
            },
        }
    }

    /// The categories that the rule gives.
    pub(super) fn categories(self) -> &'static [Category] {
        match self {
            Self::Other => &[Category::Other],
            Self::One | Self::OneOfTwo => &[Category::One, Category::Other],
            Self::Russian | Self::Polish => &[Category::One, Category::Few, Category::Many],
            Self::Arabic => &Category::ALL,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fall_as_cldr_has_them() {
        let of = |tag: &str, n| rule(tag).category(n).name();
        for (tag, one, few, many) in [("ru", 21, 102, 111), ("pl", 1, 22, 21), ("ar", 1, 110, 99)] {
            assert_eq!(
                [of(tag, one), of(tag, few), of(tag, many)],
                ["one", "few", "many"],
                "{tag}"
            );
        }
        assert_eq!(
            [of("kk", 1), of("kk", 21), of("fr", 0), of("zh", 1)],
            ["one", "other", "one", "other"]
        );
        assert_eq!([of("ar", 0), of("ar", 2), of("ar", 100)], ["zero", "two", "other"]);
        for tag in ["en", "kk", "ru", "pl", "ar", "fr", "zh"] {
            let rule = rule(tag);
            let seen = |category| (0..200).any(|n| rule.category(n) == category);
            assert!(rule.categories().iter().all(|category| seen(*category)), "{tag}");
        }
    }
}
