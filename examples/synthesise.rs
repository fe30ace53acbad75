//! Makes a synthetic archive: `cargo run --release --example synthesise -- DIR [REPORTS] [SEED]`.
//!
//! Several countries, years and publishers; 60 to 120 KB of made-up prose a report under some
//! thirty-six headings, a share of them run-in; links between editions. The same seed gives the
//! same bytes. Made for benches: nothing in it says anything about any country.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a tool for benches that writes files of its own"
)]

use std::fmt::Write as _;
use std::path::Path;

/// xorshift64*: small, seeded, and the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize % sides
    }
}

const WORDS: [&str; 48] = [
    "court",
    "report",
    "authorities",
    "detained",
    "person",
    "law",
    "observers",
    "stated",
    "during",
    "the",
    "year",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "for",
    "with",
    "by",
    "region",
    "officials",
    "prison",
    "conditions",
    "media",
    "without",
    "trial",
    "several",
    "groups",
    "said",
    "government",
    "members",
    "after",
    "police",
    "released",
    "charges",
    "under",
    "article",
    "criminal",
    "code",
    "workers",
    "women",
    "children",
    "access",
    "services",
    "ministry",
    "continued",
    "reported",
];
const SECTIONS: [(&str, usize); 7] = [
    ("Integrity", 7),
    ("Liberties", 6),
    ("Participation", 3),
    ("Corruption", 2),
    ("Scrutiny", 3),
    ("Discrimination", 8),
    ("Work", 7),
];
const PUBLISHERS: [&str; 2] = ["office", "watch"];
const YEARS: usize = 10;

fn main() {
    let mut typed = std::env::args().skip(1);
    let dir = typed.next().unwrap_or_else(|| "synthetic".to_owned());
    let reports: usize = typed.next().map_or(500, |n| n.parse().unwrap());
    let seed: u64 = typed.next().map_or(1, |n| n.parse().unwrap());
    let root = Path::new(&dir);
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let put = |path: &str, text: &str| {
        let file = root.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    put(
        "rightsbook.toml",
        "title = \"Synthetic archive\"\nbase_url = \"https://example.org/synthetic/\"\n",
    );
    put("content/topics.toml", &topics());
    for publisher in PUBLISHERS {
        put(&format!("content/outlines/{publisher}.toml"), &outline(publisher));
        let matter = format!(
            "---\nname: The {publisher}\nkind: other\nyears: {{first: 2010, last: {}}}\n---\nMade up.\n",
            2009 + YEARS
        );
        put(&format!("content/publishers/{publisher}.md"), &matter);
    }
    let countries = reports.div_ceil(YEARS * PUBLISHERS.len());
    for country in 0..countries {
        let name = country_name(country);
        put(
            &format!("content/countries/{name}.md"),
            &format!("---\nname: {name}\n---\nMade up.\n"),
        );
    }
    for n in 0..reports {
        let (country, rest) = (n / (YEARS * PUBLISHERS.len()), n % (YEARS * PUBLISHERS.len()));
        let (year, publisher) =
            (2010 + rest / PUBLISHERS.len(), PUBLISHERS[rest % PUBLISHERS.len()]);
        let name = country_name(country);
        let text = report(&mut dice, &name, year, publisher);
        put(&format!("content/reports/{name}/{year}-{publisher}.md"), &text);
    }
    eprintln!("{reports} reports on {countries} countries in {dir}");
}

fn country_name(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("land-{}{}{}", letter(n / 676), letter(n / 26), letter(n))
}

fn topics() -> String {
    let mut out = String::new();
    for (section, parts) in SECTIONS {
        let id = section.to_lowercase();
        writeln!(out, "[[topic]]\nid = \"{id}\"\nlabel = \"{section}\"\nscope = \"Made up.\"\n")
            .unwrap();
        for part in 0..parts {
            writeln!(out, "[[topic]]\nid = \"{id}-{part}\"\nlabel = \"{section} matter {part}\"\nbroader = \"{id}\"\nscope = \"Made up.\"\n").unwrap();
            writeln!(out, "[[topic]]\nid = \"{id}-{part}-detail\"\nlabel = \"{section} detail {part}\"\nbroader = \"{id}-{part}\"\nscope = \"Made up.\"\n").unwrap();
        }
    }
    out
}

fn outline(publisher: &str) -> String {
    let mut out = format!(
        "publisher = \"{publisher}\"\n[[scheme]]\nid = \"{publisher}-all\"\nheadings = [\n"
    );
    for (n, (section, parts)) in SECTIONS.iter().enumerate() {
        let id = section.to_lowercase();
        let top = format!("Section {}. {section}", n + 1);
        writeln!(out, "  {{ heading = \"{top}\", topic = \"{id}\" }},").unwrap();
        for part in 0..*parts {
            let letter = char::from(b'a' + u8::try_from(part).unwrap());
            let heading = format!("{letter}. {section} matter {part}");
            writeln!(
                out,
                "  {{ heading = \"{heading}\", under = \"{top}\", topic = \"{id}-{part}\" }},"
            )
            .unwrap();
            writeln!(out, "  {{ heading = \"Detail {part}\", under = \"{heading}\", topic = \"{id}-{part}-detail\" }},").unwrap();
        }
    }
    out.push_str("]\n");
    out
}

fn report(dice: &mut Dice, country: &str, year: usize, publisher: &str) -> String {
    let mut out = format!(
        "---\ntitle: \"{country} {year}\"\npublisher: {publisher}\ncountry: {country}\ncovers: {year}\nedition: \"{year}\"\npublished: {}-03-01\nstatus: published\nlanguage: en\nkind: verbatim\ncompleteness: full\noutline: {publisher}-all\nsource: {{title: \"{country} {year}\"}}\nlicence: {{id: made-up, display: full}}\n---\n",
        year + 1
    );
    let size = 60_000 + dice.roll(60_000);
    let parts: usize = SECTIONS.iter().map(|(_, parts)| parts).sum();
    for (n, (section, count)) in SECTIONS.iter().enumerate() {
        writeln!(out, "\n## Section {}. {section}\n", n + 1).unwrap();
        paragraph(dice, &mut out, 60);
        for part in 0..*count {
            let letter = char::from(b'a' + u8::try_from(part).unwrap());
            writeln!(out, "### {letter}. {section} matter {part}\n").unwrap();
            let end = out.len() + size / parts;
            while out.len() < end * 2 / 3 + (end - size / parts) / 3 {
                let length = 40 + dice.roll(100);
                paragraph(dice, &mut out, length);
            }
            if publisher == "watch" && part == 0 {
                writeln!(
                    out,
                    "See [the other report](../{country}/{year}-office.md#{}a-{}-matter-0).\n",
                    n + 1,
                    section.to_lowercase()
                )
                .unwrap();
            }
            write!(out, "**Detail {part}:** ").unwrap();
            while out.len() < end {
                let length = 40 + dice.roll(100);
                paragraph(dice, &mut out, length);
            }
            out.push_str("\n\n");
        }
    }
    out
}

fn paragraph(dice: &mut Dice, out: &mut String, words: usize) {
    for word in 0..words {
        if word > 0 {
            out.push(' ');
        }
        out.push_str(WORDS[dice.roll(WORDS.len())]);
        if word % 17 == 16 {
            write!(out, " {},", 2 + dice.roll(5000)).unwrap();
        }
    }
    out.push_str(".\n\n");
}
