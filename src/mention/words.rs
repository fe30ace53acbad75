//! Words that tell where a name ends: data, for each language one line of lists.
//!
//! Every list is sorted and in lower case. English stands first, Russian second; the scripts keep
//! them apart, so that all are looked through. Left to itself, rustfmt gives each word a line.

/// Whether one of the lists holds a word, whatever its case.
pub(super) fn holds(lists: &[&[&str]], word: &str) -> bool {
    let word = word.to_lowercase();
    lists.iter().any(|list| list.binary_search(&&*word).is_ok())
}

/// What may stand before a person’s name without belonging to it. Titles that are first names too
/// (Sultan) are left out.
#[rustfmt::skip]
pub(super) const TITLES: [&[&str]; 2] = [
    &[
        "academician", "activist", "activists", "actor", "actress", "admiral", "adviser",
        "advisor", "advocate", "advocates", "aide", "akim", "akims", "ambassador",
        "ambassadors", "archbishop", "artist", "assistant", "attorney", "attorneys",
        "author", "ayatollah", "banker", "barrister", "bishop", "blogger", "bloggers",
        "brigadier", "brother", "businessman", "businessperson", "businesswoman",
        "cameraman", "campaigner", "campaigners", "candidate", "candidates", "capt",
        "captain", "cardinal", "chair", "chairman", "chairperson", "chairpersons",
        "chairwoman", "chancellor", "chief", "citizen", "citizens", "cofounder", "col",
        "coleader", "colonel", "columnist", "commandant", "commander", "commissioner",
        "comrade", "consul", "convict", "coordinator", "corporal", "correspondent",
        "councillor", "councilman", "councilor", "dame", "defendant", "defendants",
        "defender", "defenders", "deputies", "deputy", "detainee", "detainees", "detective",
        "director", "directors", "dissident", "dissidents", "doctor", "dr", "editor",
        "editor-in-chief", "editors", "entrepreneur", "envoy", "executive", "father",
        "filmmaker", "financier", "founder", "fr", "gen", "general", "gov", "governor",
        "governors", "hakim", "head", "hon", "imam", "inmate", "inmates", "inspector",
        "investigator", "journalist", "journalists", "judge", "judges", "justice", "lady",
        "lawmaker", "lawmakers", "lawyer", "lawyers", "leader", "leaders", "legislator",
        "lieutenant", "lord", "lt", "madam", "madame", "magistrate", "maj", "major",
        "manager", "mayor", "mayors", "member", "members", "minister", "ministers", "miss",
        "mp", "mps", "mr", "mrs", "ms", "mufti", "mullah", "musician", "mx", "officer",
        "officers", "oligarch", "ombudsman", "ombudsperson", "ombudswoman", "opposition",
        "organiser", "organizer", "parliamentarian", "pastor", "patriarch", "photographer",
        "poet", "politician", "politicians", "pope", "prefect", "premier", "president",
        "priest", "princess", "prisoner", "prisoners", "private", "prof", "professor",
        "prosecutor", "prosecutors", "protester", "protesters", "publisher", "queen",
        "rabbi", "rapper", "rapporteur", "rector", "rep", "reporter", "reporters",
        "representative", "representatives", "resident", "residents", "rev", "secretary",
        "sen", "senator", "senators", "sergeant", "sgt", "sheikh", "sheikha", "sheriff",
        "singer", "sir", "sister", "speaker", "spokesman", "spokesperson", "spokeswoman",
        "st", "suspect", "suspects", "teacher", "trustee", "undersecretary", "unionist",
        "vice-chair", "victim", "victims", "witness", "worker", "writer",
    ],
    &[
        "адвокат", "адмирал", "академик", "аким", "активист", "активистка", "архиепископ",
        "банкир", "бизнесмен", "блогер", "г-жа", "г-н", "генерал", "генпрокурор", "глава",
        "главред", "господин", "госпожа", "госсекретарь", "гражданин", "гражданка",
        "губернатор", "депутат", "директор", "диссидент", "доктор", "епископ", "журналист",
        "журналистка", "задержанный", "заключенный", "заключённый", "имам", "инспектор",
        "кандидат", "капитан", "командир", "корреспондент", "лейтенант", "лидер", "майор",
        "маршал", "министр", "муфтий", "мэр", "обвиняемый", "олигарх", "омбудсман",
        "омбудсмен", "оппозиционер", "основатель", "осужденный", "осуждённый", "пастор",
        "патриарх", "певец", "писатель", "писательница", "подозреваемый", "подполковник",
        "подсудимый", "политик", "полковник", "посол", "поэт", "правозащитник",
        "правозащитница", "предприниматель", "председатель", "представитель", "президент",
        "премьер", "премьер-министр", "пресс-секретарь", "прокурор", "профессор",
        "редактор", "режиссер", "режиссёр", "ректор", "свидетель", "священник", "секретарь",
        "сенатор", "сержант", "следователь", "спикер", "судья", "уполномоченный",
        "участник", "участница", "учитель", "художник", "член", "юрист",
    ],
];

/// What may stand behind the name of a place or a body, for it says who has an office there:
/// `Almaty Mayor`. Words that begin names too (`General Hospital`) are not among them.
#[rustfmt::skip]
pub(super) const OFFICES: [&[&str]; 2] = [
    &[
        "akim", "ambassador", "chair", "chairman", "chairperson", "chairwoman", "chief",
        "co-chair", "cofounder", "commissioner", "deputies", "deputy", "director",
        "directors", "founder", "governor", "governors", "judge", "judges", "lawyer",
        "lawyers", "leader", "leaders", "mayor", "mayors", "minister", "ministers",
        "ombudsman", "president", "prosecutor", "prosecutors", "rapporteur",
        "representative", "representatives", "secretary", "senator", "senators", "speaker",
        "spokesman", "spokesperson", "spokeswoman",
    ],
    &[
        "аким", "глава", "губернатор", "депутат", "депутаты", "директор", "министр", "мэр",
        "председатель", "представитель", "президент", "прокурор", "секретарь", "спикер",
        "судья",
    ],
];

/// What begins a sentence with a capital that it does not have elsewhere.
#[rustfmt::skip]
pub(super) const OPENERS: [&[&str]; 2] = [
    &[
        "a", "about", "according", "across", "additionally", "after", "afterwards", "again",
        "against", "all", "allegedly", "also", "although", "amid", "among", "an", "and",
        "another", "any", "apart", "are", "around", "arrested", "as", "aside", "at",
        "banned", "because", "before", "behind", "besides", "beyond", "both", "but", "by",
        "consequently", "conversely", "convicted", "critics", "currently", "despite",
        "detained", "during", "each", "earlier", "either", "even", "eventually", "every",
        "exiled", "few", "finally", "following", "for", "former", "formerly", "from",
        "furthermore", "given", "hence", "her", "here", "his", "how", "however", "if",
        "immediately", "imprisoned", "in", "indeed", "initially", "inside", "instead",
        "into", "is", "it", "its", "jailed", "last", "late", "later", "like", "likewise",
        "local", "many", "meanwhile", "moreover", "most", "near", "nearby", "neither",
        "nevertheless", "next", "no", "nonetheless", "nor", "not", "now", "of", "off", "on",
        "once", "one", "only", "or", "originally", "other", "otherwise", "our", "ousted",
        "outside", "over", "part", "per", "perhaps", "previously", "prior", "recently",
        "regarding", "released", "reportedly", "separately", "several", "shortly",
        "similarly", "since", "so", "some", "soon", "still", "subsequently", "such", "than",
        "that", "the", "their", "then", "there", "thereafter", "therefore", "these", "they",
        "this", "those", "though", "three", "three-time", "through", "throughout", "thus",
        "to", "today", "together", "two", "under", "unless", "unlike", "until", "upon",
        "usually", "via", "was", "we", "were", "what", "when", "where", "whereas",
        "whether", "which", "while", "who", "whom", "whose", "why", "with", "within",
        "without", "yesterday", "yet", "you", "your",
    ],
    &[
        "а", "арестованный", "без", "бы", "бывшая", "бывший", "в", "вместе", "вместо", "во",
        "во-первых", "вопреки", "впоследствии", "все", "всё", "вчера", "где", "даже", "для",
        "до", "его", "ее", "если", "еще", "ещё", "её", "за", "задержанный", "затем", "и",
        "из", "из-за", "или", "именно", "их", "к", "как", "ко", "когда", "который", "кроме",
        "кто", "ли", "между", "местный", "многие", "на", "над", "накануне", "напротив",
        "не", "некоторые", "несмотря", "ни", "но", "о", "об", "обо", "однако",
        "одновременно", "он", "она", "они", "опальный", "осужденный", "осуждённый", "от",
        "перед", "по", "под", "позднее", "позже", "пока", "помимо", "поскольку", "после",
        "потом", "поэтому", "при", "про", "ранее", "с", "сам", "свой", "сегодня", "сейчас",
        "сначала", "снова", "со", "согласно", "среди", "так", "также", "такой", "там",
        "тем", "то", "то-есть", "тогда", "тоже", "только", "у", "уже", "хотя", "через",
        "что", "чтобы", "экс-глава", "эта", "эти", "это", "этот",
    ],
];

/// Days and months, which stand beside names and never belong to them.
#[rustfmt::skip]
pub(super) const CALENDAR: [&[&str]; 2] = [
    &[
        "april", "august", "december", "february", "friday", "january", "july", "june",
        "march", "may", "monday", "november", "october", "saturday", "september", "sunday",
        "thursday", "tuesday", "wednesday",
    ],
    &[
        "август", "августа", "августе", "апреле", "апрель", "апреля", "воскресенье",
        "вторник", "декабре", "декабрь", "декабря", "июле", "июль", "июля", "июне", "июнь",
        "июня", "мае", "май", "март", "марта", "марте", "мая", "ноябре", "ноябрь", "ноября",
        "октябре", "октябрь", "октября", "понедельник", "пятницу", "сентябре", "сентябрь",
        "сентября", "среду", "субботу", "феврале", "февраль", "февраля", "четверг",
        "январе", "январь", "января",
    ],
];

/// Small words that tie two parts of one person’s name together.
#[rustfmt::skip]
pub(super) const PARTICLES: [&[&str]; 2] = [
    &[
        "abu", "ben", "bin", "bint", "binti", "ibn", "kyzy", "oglu", "ogly", "ould", "uly",
        "umm", "van", "von",
    ],
    &[
        "абу", "бин", "ибн", "кызы", "оглы", "улы", "фон",
    ],
];

/// What makes a name that of a larger place: `Pavlodar region` is not Pavlodar.
#[rustfmt::skip]
pub(super) const DIVISIONS: [&[&str]; 2] = [
    &[
        "canton", "county", "department", "district", "division", "governorate", "oblast",
        "okrug", "prefecture", "province", "raion", "rayon", "region",
    ],
    &[
        "губернии", "губерния", "областей", "области", "область", "областью", "округ",
        "округа", "округе", "район", "района", "районе", "районом",
    ],
];

/// What is named after people: `Abai street` is not Abai.
#[rustfmt::skip]
pub(super) const NAMESAKES: [&[&str]; 2] = [
    &[
        "airfield", "airport", "avenue", "award", "boulevard", "bridge", "highway",
        "hospital", "library", "mosque", "museum", "park", "prize", "road", "scholarship",
        "school", "square", "stadium", "street", "university", "village",
    ],
    &[
        "аэропорт", "больница", "мост", "музей", "парк", "площадь", "премия", "проспект",
        "стадион", "улица", "университет", "школа",
    ],
];

/// What says the kind of a body again, or leads to a part of a law.
#[rustfmt::skip]
pub(super) const KINDS: [&[&str]; 2] = [
    &[
        "article", "articles", "chapter", "clause", "movement", "paragraph", "part",
        "party", "section",
    ],
    &[
        "глава", "пункт", "раздел", "статье", "статьи", "статья", "часть",
    ],
];

/// What may stand before a body’s name with capitals of its own: `the NGO Bright Rivers`.
#[rustfmt::skip]
pub(super) const FORMS: [&[&str]; 2] =
    [    &[
        "ingo", "ngo", "ngos",
    ],
    &[
        "ао", "нко", "нпо", "оо", "тоо",
    ],
];

/// What a hyphen may join to a name that stays one: `Almaty-based`.
#[rustfmt::skip]
pub(super) const JOINED: [&[&str]; 1] = [
    &[
        "affiliated", "aligned", "area", "backed", "based", "born", "brokered", "built",
        "controlled", "educated", "funded", "issued", "led", "linked", "made", "organised",
        "organized", "owned", "registered", "run", "sponsored", "supported", "trained",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_in_lower_case() {
        let all: [&[&[&str]]; 10] = [
            &TITLES, &OPENERS, &CALENDAR, &PARTICLES, &DIVISIONS, &NAMESAKES, &OFFICES, &KINDS,
            &FORMS, &JOINED,
        ];
        for list in all.into_iter().flatten() {
            assert!(list.is_sorted_by(|a, b| a < b), "{list:?}");
            assert!(list.iter().all(|word| *word == word.to_lowercase()), "{list:?}");
        }
        assert!(holds(&TITLES, "Judge") && holds(&TITLES, "Судья") && !holds(&TITLES, "Almaty"));
    }
}
