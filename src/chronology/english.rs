//! The words of dates in English.

use std::sync::LazyLock;

use super::grammar::{Grammar, Words};

/// English, as it is written in reports on both sides of the Atlantic.
pub(super) fn english() -> &'static Grammar {
    static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::new(&ENGLISH));
    &GRAMMAR
}

const ENGLISH: Words = Words {
    months: [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    short_months: [
        "jan",
        "feb",
        "mar",
        "apr",
        "",
        "jun",
        "jul",
        "aug",
        "sept, sep",
        "oct",
        "nov",
        "dec",
    ],
    given_names: "april, may, june, august",
    ambiguous_months: "march, may",
    seasons: ["spring, springtime", "summer, summertime", "autumn, fall", "winter, wintertime"],
    year: "year, calendar year, full year, entire year, whole year, full calendar year, \
        entire calendar year",
    year_genitive: "",
    year_end: "yearend",
    mid_year: "midyear",
    coverage: "reporting period, reporting year, review period, period under review, \
        year under review, period covered by this report, period covered by the report, \
        year covered by this report, year covered by the report",
    parts: ["early, earlier", "mid, middle", "late, later"],
    edges: ["beginning, start, outset, early part", "middle", "end, close, latter part"],
    ordinals: ["first, 1st", "second, 2nd", "third, 3rd", "fourth, 4th"],
    final_ordinal: "last, final, latter",
    cardinals: [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ],
    month_unit: "month, months",
    few: "few, several",
    half: "half, halves",
    half_year: "",
    quarter: "quarter, quarters",
    weeks: "week, weeks, day, days, weekend, fortnight",
    this: "this, current, past, present",
    last: "last, previous, prior, preceding",
    next: "next",
    since: "since, ever since, dating from, as from, with effect from, effective from",
    starting: "beginning, starting, beginning in, beginning on, beginning from, starting in, \
        starting on, starting from, commencing in, commencing on, beginning with",
    after: "after, post, on or after, later than, not before, subsequent to",
    until: "until, till, through, up to, up until, up till, up through, no later than, \
        not later than, on or before, lasting until",
    by: "by",
    before: "before, prior to, pre, earlier than",
    during: "during, throughout, over, in the course of, over the course of, \
        during the course of, all through, most of, much of, for most of, for much of, \
        part of, for part of, rest of, remainder of, for the rest of, for the remainder of, \
        all of, for all of, during all of, during most of, during much of, during part of, \
        throughout all of, for the whole of, whole of, for the duration of, majority of, \
        for the majority of, within",
    during_for: "for, covering",
    within: "in, within",
    on: "on, dated, planned for, scheduled for, set for, slated for, expected for, \
        rescheduled for, postponed until, postponed to, delayed until, deferred to, \
        adjourned until, adjourned to, moved to, night of, morning of, evening of, \
        afternoon of, nights of, eve of",
    at: "at",
    as_of: "as of, as at, valid as of, current as of, as of around, as of about, \
        as of approximately",
    as_of_first: "",
    between: "between",
    from: "from",
    to: "to, through, until, till, up to, up until, thru",
    and: "and, or",
    of: "of",
    the: "the",
    determiners: "a, an, its, their, his, her, our, my, your, each, another, every, any, no, such, \
        these, those, that",
    fillers: "at least, about, around, approximately, roughly, circa, as early as, \
        as recently as, as late as, or around, or about, as far back as, at latest, \
        the latest, some time, sometime, nearly, the month of, the months of, the years, \
        the years of, the period",
    stops: "is, was, were, are, be, been, being, has, had, have, having, did, does, do, will, \
        would, could, should, can, might, must, may, saw, marked, brought, when, while, \
        where, whereas, which, who, whom, whose, that, those, this, these, there, here, \
        than, then, as, but, nor, yet, so, if, because, although, though, despite, due, \
        owing, with, without, against, under, per, via, amid, among, about, upon, into, \
        onto, following, regarding, concerning, including, alone, only, also, not, he, she, \
        it, they, we, i, you, him, them, us, all, both, some, many, several, most, more, \
        no, none, according, compared, reportedly, however, meanwhile, respectively, even, \
        still, already, again, onward, onwards, afterward, afterwards, thereafter, just, \
        began, ended, alleging, based, using, allowing, requiring, resulting, like, unlike, \
        except, within, toward, towards, near, above, below, causing, claiming, accusing, \
        charging, calling, stating, saying, leading, killing, killed, adopted, remained, \
        remains, made, showed, said, found, reported, reports that, held, came, took, \
        passed, died, and/or, et, edition, once, before, after, since, until, till, by, \
        how, why, what, whether, throughout, during, unless, never, often, further, first, \
        later, earlier, prior, subsequently, sentenced, arrested, detained, released, \
        called, appeared, continued, expired, failed, established, provides, provided, \
        requires, required, prohibits, allows, resulted, led",
    blocks: "article, articles, section, sections, law, laws, no, nos, number, numbers, \
        resolution, resolutions, decree, decrees, order, orders, paragraph, paragraphs, \
        chapter, page, pages, room, case, directive, regulation, bill, flight, unit, suite, \
        apartment, building, clause, rule, ordinance, ordinances, docket, file, item, \
        proclamation, executive order, presidential decree, public law, decision no, form, \
        line, channel, route, highway, battalion, brigade, regiment, block, iso, art, arts, \
        sec, para, paras, pp, p, vol, volume, figure, table, note, footnote, annex, box, \
        windows, usd, us, eur, gbp, kzt, rub, approximately us, population, hotline, dial, \
        telephone, phone, tel, fax, ext, cap, cfr, usc, ss",
    quantifiers: "more than, over, at least, approximately, about, around, some, nearly, almost, \
        only, up to, than, fewer than, less than, estimated, a total of, total of, roughly, \
        another, additional, under, exactly, an estimated, an additional, at most, just, \
        as many as, no fewer than, close to, all, remaining, other, every, well over, \
        just over",
    measures: "percent, per, million, billion, trillion, thousand, hundred, kilometers, \
        kilometres, km, miles, meters, metres, feet, hectares, acres, square, tons, tonnes, \
        kilograms, pounds, dollars, euros, tenge, rubles, roubles, hours, minutes, o’clock, \
        gmt, local, times, am, pm, degrees, points, liters, litres, som, somoni, yuan, \
        rupees, pesos, lira, francs, riyals, dinars, shillings, baht, kyat, hrs",
    counted: "people, persons, person, individuals, cases, case, prisoners, inmates, detainees, \
        children, women, men, girls, boys, victims, complaints, families, refugees, \
        workers, households, voters, students, soldiers, civilians, members, candidates, \
        migrants, asylum, reports of, incidents, deaths, killings, houses, homes, villages, \
        schools, employees, inspections, inspectors, violations, petitions, citizens, \
        residents, returnees, defendants, suspects, officers, teachers, participants, \
        inhabitants, believers, companies, organizations, websites, convictions, \
        prosecutions, investigations, communities, patients, beds, seats, years, months, \
        weeks, days, others, of them, of whom, of these, new cases, marriages, polling, \
        minors, stateless, internally, signatures, applications, applicants, observers",
    titled: "report, reports, practices, plan, plans, budget, index, strategy, program, \
        programme, roadmap, review, survey, agenda, indicators, forecast, outlook, \
        yearbook, ranking, rankings, prize, award, calendar, schedule, statement, \
        statistics",
    places: "movement, street, avenue, road, square, boulevard, stadium, brigade, alliance, \
        coalition, university, bridge, school, airport, camp, forces, party, hospital, \
        group, organization, front, bloc, district, army, prison, battalion, martyrs, park, \
        lane, drive, market, base",
    occasions: "events, event, protests, protest, election, elections, unrest, violence, \
        demonstrations, demonstration, amendments, rallies, rally, riots, referendum, coup, \
        attack, attacks, revolution, uprising, massacre, crisis, war, earthquake, \
        crackdown, clashes, incident, arrests, killings, ruling, presidential, \
        parliamentary, legislative, legislation, constitution, genocide, local elections, \
        municipal, ceasefire, agreement, census, reforms",
    seasonal: "month, months, season, seasons, heat, camp, camps, olympics, games, vacation, \
        vacations, break, holiday, holidays, session, term, semester, clothing, clothes, \
        harvest, crops, rains, weather, temperatures, residence, palace, school, schools, \
        heating, cold, sports, universiade, paralympics, and, or, internship, internships, \
        conditions, time, solstice, coat",
    onward: "onward, onwards, forward",
    breaks: "of, before, after, since, following, preceding, prior, leading, ending, ended, \
        that, when, in which, until, prior to, old, earlier, later, ago, long, round, \
        to come, and a half, or more",
    ordinal_suffixes: "st, nd, rd, th",
    decade_suffixes: "s",
    capital_months: true,
    month_first: true,
    articles: true,
};
