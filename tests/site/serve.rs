//! The preview: what it shows, what it follows, what it tells.
#![expect(clippy::disallowed_methods, reason = "tests move files as editors do")]

use std::net::TcpListener;
use std::time::{Duration, Instant, SystemTime};

use crate::driver::{Archive, OFFICE_2019, WATCH_2018};
use crate::preview::{PATIENCE, Preview};

const SECTION: &str = "freeland/2019/office/1a-torture/";
const OTHER: &str = "freeland/2018/watch/torture/";
const WORDS: &str = "A second paragraph.";

/// Asks until a page is as it should be.
fn until(preview: &mut Preview, url: &str, like: impl Fn(&str) -> bool) {
    let end = Instant::now() + PATIENCE;
    let mut last = String::new();
    while Instant::now() < end {
        last = preview.get(url).text();
        if like(&last) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("/{url} is still {last}");
}

#[test]
fn it_serves_what_a_build_publishes_and_writes_nothing() {
    let archive = Archive::new();
    archive.write("static/notes/a-b.txt", "plain\n");
    archive.build_cold("../elsewhere");
    let published = archive.tree("../elsewhere");
    let mut preview = Preview::start(&archive.root, &[]);
    assert_eq!(preview.base, "/repo/");
    for (path, bytes) in &published {
        if matches!(path.as_str(), "MANIFEST.sha256" | ".rightsbook") {
            continue;
        }
        let url = path.strip_suffix("index.html").unwrap_or(path);
        let answer = preview.get(url);
        assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")));
        assert!(answer.published() == *bytes, "/{url}");
        let scripts = answer.text().matches("<script").count();
        let own = String::from_utf8_lossy(bytes).matches("<script").count();
        // A report in one file lets no script in.
        let alone = own == 0 && answer.text().contains("<style");
        let live = path.ends_with(".html") && !alone;
        assert_eq!(scripts, own + usize::from(live), "/{url}");
    }
    let names: Vec<_> = archive.root.read_dir().unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(!names.iter().any(|name| name.to_str().unwrap().contains("public")), "{names:?}");
}

#[test]
fn addresses_are_those_of_github_pages() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &[]);
    let mut at = |path: &str| {
        let answer = preview.get_path(path);
        (answer.status, answer.header("location").map(str::to_owned))
    };
    assert_eq!(at("/"), (301, Some("/repo/".into())));
    assert_eq!(at("/repo"), (301, Some("/repo/".into())));
    assert_eq!(at("/repo/freeland?a=b"), (301, Some("/repo/freeland/?a=b".into())));
    assert_eq!(at("/repo/freeland/index.html"), (200, None));
    assert_eq!(at("/repo/index.html"), (200, None));
    assert_eq!(at("/repo/404.html"), (200, None));
    assert_eq!(at("/repo/%66reeland/"), (200, None));
    assert_eq!(at("/repo/freeland/nothing/"), (404, None));
    assert_eq!(at("/repo//freeland/"), (404, None));
    assert_eq!(at("/freeland/"), (404, None));
    let missing = preview.get("freeland/nothing/");
    assert!(missing.text().contains("<h1>Page not found</h1>"), "{}", missing.text());
    let head = format!("HEAD /repo/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", preview.port);
    let head = preview.send(head.as_bytes()).unwrap();
    let whole = preview.get("");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), whole.header("content-length"));
    assert_eq!(preview.get("style.css").header("content-type"), Some("text/css; charset=utf-8"));
    let kind = preview.get("favicon.svg");
    assert_eq!(kind.header("content-type"), Some("image/svg+xml; charset=utf-8"));
}

#[test]
fn without_watch_it_shows_what_was_there_at_the_start() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &[]);
    archive.edit(OFFICE_2019, WORDS, "Other words.");
    std::thread::sleep(Duration::from_millis(400));
    assert!(preview.get(SECTION).text().contains(WORDS));
}

#[test]
fn an_edit_shows_and_only_tabs_that_it_changes_are_told() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let (mut here, mut there) = (preview.tab(SECTION), preview.tab(OTHER));
    assert_eq!(here.until("problems"), serde_json::json!([]));
    archive.edit(OFFICE_2019, WORDS, "Other words.");
    here.until("page");
    assert!(preview.get(SECTION).text().contains("Other words."));
    let said = preview.said("changed");
    assert_eq!(said["files"], serde_json::json!([OFFICE_2019]));
    assert_eq!(said["redrawn"], serde_json::json!([format!("/repo/{SECTION}")]));
    assert!(there.is_quiet("page"));
}

#[test]
fn a_style_sheet_is_told_as_such_and_reloads_nothing() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let mut tab = preview.tab(SECTION);
    archive.write("static/style.css", "main { color: red }");
    let news = tab.until("files");
    assert_eq!(news["changed"], serde_json::json!(["style.css"]));
    assert_eq!(preview.get("style.css").text(), "main { color: red }");
    assert_eq!(preview.get(SECTION).data("files"), news["digest"].as_str().unwrap());
    archive.remove("static/style.css");
    tab.until("files");
    assert!(preview.get("style.css").text().len() > 1000);
}

#[test]
fn a_tab_that_slept_catches_up_and_one_that_is_right_is_left_alone() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let page = preview.get(SECTION);
    let (key, files) = (page.data("key"), page.data("files"));
    assert!(preview.listen(SECTION, &key, &files).is_quiet("page"));
    archive.edit(OFFICE_2019, WORDS, "Other words.");
    until(&mut preview, SECTION, |text| text.contains("Other words."));
    preview.listen(SECTION, &key, &files).until("page");
    drop(preview);
    // Another process knows the same keys.
    archive.edit(OFFICE_2019, "Other words.", WORDS);
    let again = Preview::start(&archive.root, &["--watch"]);
    assert!(again.listen(SECTION, &key, &files).is_quiet("page"));
    again.listen(SECTION, &key, "0").until("page");
}

#[test]
fn a_broken_file_leaves_the_last_good_pages_and_tells_why() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let mut tab = preview.tab(SECTION);
    let breaks: [(&str, &str, &str, &str); 5] = [
        (WATCH_2018, "status: published", "status: publishd", "E0104"),
        (WATCH_2018, "## Torture", "## Tortures of sorts", "E0301"),
        ("content/outlines/watch.toml", "\"torture\"", "\"tortur\"", "E0302"),
        ("rightsbook.toml", "title", "titel", "E0102"),
        ("content/topics.toml", "[[topic]]", "[[topic]", "E0101"),
    ];
    for (file, from, to, code) in breaks {
        archive.edit(file, from, to);
        let told = tab.until_problems(|all| all.iter().any(|one| one.contains(code)));
        assert!(told.iter().any(|one| one.contains(&format!("{file}:"))), "{told:#?}");
        assert_eq!(preview.get(SECTION).status, 200);
        assert!(preview.get(OTHER).text().contains("The Watch documented cases."));
        // Another edit shows once all is well again, and not before.
        archive.edit(file, to, from);
        tab.until_problems(<[String]>::is_empty);
    }
    assert_eq!(preview.said("broken")["shown"], true);
    preview.said("mended");
}

#[test]
fn a_template_that_cannot_draw_leaves_the_last_good_pages() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let before = preview.get("years/").text();
    let mut tab = preview.tab("years/");
    for wrong in
        ["{% if %}", "{% extends \"base.html\" %}{% block main %}{{ no.such }}{% endblock %}"]
    {
        archive.write("templates/years.html", wrong);
        let told = tab.until_problems(|all| !all.is_empty());
        assert!(
            told[0].contains("E0501") && told[0].contains("templates/years.html:1:"),
            "{told:?}"
        );
        assert_eq!(preview.get("years/").text(), before);
        archive.remove("templates/years.html");
        tab.until_problems(<[String]>::is_empty);
    }
}

#[test]
fn broken_from_the_start_it_tells_why_and_comes_by_itself() {
    let archive = Archive::new();
    archive.edit(OFFICE_2019, "title: Freeland 2019", "title: <script>alert(1)</script>\nx: &a 1");
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let page = preview.get(SECTION);
    assert_eq!(page.status, 503);
    let text = page.text();
    assert!(text.contains(&format!("{OFFICE_2019}:")) && text.contains("error[E01"), "{text}");
    assert!(!text.contains("<script>alert"), "{text}");
    let mut tab = preview.listen(SECTION, &page.data("key"), &page.data("files"));
    archive.edit(OFFICE_2019, "title: <script>alert(1)</script>\nx: &a 1", "title: Freeland 2019");
    tab.until("page");
    assert_eq!(preview.get(SECTION).status, 200);
}

#[test]
fn a_folder_without_an_archive_is_told_and_comes_once_it_is_one() {
    let archive = Archive::new();
    let settings = archive.read("rightsbook.toml");
    archive.remove("rightsbook.toml");
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let page = preview.get_path("/anything/");
    assert_eq!(page.status, 503);
    assert!(page.text().contains("no `rightsbook.toml`"), "{}", page.text());
    archive.write("rightsbook.toml", &settings);
    assert_eq!(preview.said("moved")["url"].as_str().unwrap().split_once("/repo/").unwrap().1, "");
    preview.base = "/repo/".to_owned();
    until(&mut preview, "", |text| text.contains("Small archive"));
}

#[test]
fn drafts_show_only_when_asked_for_and_never_to_the_network() {
    let archive = Archive::new();
    archive.edit(WATCH_2018, "status: published", "status: draft");
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    assert_eq!(preview.get(OTHER).status, 404);
    archive.edit(WATCH_2018, "status: draft", "status: published");
    until(&mut preview, OTHER, |text| text.contains("The Watch documented"));
    archive.edit(WATCH_2018, "status: published", "status: draft");
    until(&mut preview, OTHER, |text| text.contains("Page not found"));
    let mut preview = Preview::start(&archive.root, &["--drafts"]);
    let page = preview.get(OTHER);
    assert_eq!(page.status, 200);
    assert!(page.text().contains("<aside class=\"draft\""), "{}", page.text());
    archive.command(&["serve", "--drafts", "--host", "0.0.0.0"]).assert().code(2);
}

#[test]
fn a_port_by_name_is_that_port_or_none() {
    let archive = Archive::new();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = archive.command(&["serve", "-p", &port]).assert().code(3).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    insta::assert_snapshot!(told.replace(&port, "[PORT]"), @r"
    error: port [PORT] is taken by another program
      hint: name another port with `-p`, or none, and the next free one is taken
    ");
}

#[test]
fn the_usual_port_moves_on_when_it_is_taken() {
    let archive = Archive::new();
    // Whoever has it: it is taken.
    let _taken = TcpListener::bind(("127.0.0.1", rightsbook::serve::PORT));
    let program = assert_cmd::cargo::cargo_bin("rightsbook");
    let mut child = std::process::Command::new(program)
        .args(["serve", "--root"])
        .arg(&archive.root)
        .env_clear()
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut stderr = std::io::BufReader::new(child.stderr.take().unwrap());
    let mut first = String::new();
    std::io::BufRead::read_line(&mut stderr, &mut first).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(first.starts_with("port     1948 is taken; this is 19"), "{first}");
}

#[test]
fn it_opens_the_browser() {
    let archive = Archive::new();
    let bin = archive.root.join("../bin");
    std::fs::create_dir_all(&bin).unwrap();
    let opened = bin.join("opened");
    let script = format!("#!/bin/sh\necho \"$1\" > {}\n", opened.display());
    std::fs::write(bin.join("xdg-open"), script).unwrap();
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(bin.join("xdg-open"), mode).unwrap();
    let program = assert_cmd::cargo::cargo_bin("rightsbook");
    let mut child = std::process::Command::new(program)
        .args(["serve", "-q", "-p", "0", "--open", "--root"])
        .arg(&archive.root)
        .env_clear()
        .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
        .spawn()
        .unwrap();
    let end = Instant::now() + PATIENCE;
    let mut url = String::new();
    while url.is_empty() && Instant::now() < end {
        url = std::fs::read_to_string(&opened).unwrap_or_default();
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(url.starts_with("http://127.0.0.1:") && url.trim_end().ends_with("/repo/"), "{url}");
}

#[test]
fn ctrl_c_ends_it_at_once_with_tabs_open() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let _tabs: Vec<_> = [SECTION, OTHER, ""].into_iter().map(|url| preview.tab(url)).collect();
    assert!(preview.ends_by("INT"));
}

#[test]
fn looking_every_so_often_finds_what_events_do() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch", "--poll=30"]);
    archive.edit(OFFICE_2019, WORDS, "Other words.");
    until(&mut preview, SECTION, |text| text.contains("Other words."));
    // As many bytes, and the times set back to what they were.
    let file = archive.root.join(OFFICE_2019);
    let time = file.metadata().unwrap().modified().unwrap();
    archive.edit(OFFICE_2019, "Other words.", "Exact words.");
    std::fs::File::options().append(true).open(&file).unwrap().set_modified(time).unwrap();
    until(&mut preview, SECTION, |text| text.contains("Exact words."));
}

#[test]
fn times_that_go_back_and_saves_within_a_tick_are_seen() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let file = archive.root.join(OFFICE_2019);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let mut now = WORDS.to_owned();
    for n in 0..20 {
        let next = format!("Paragraph {n:04} here");
        archive.edit(OFFICE_2019, &now, &next);
        let again = format!("Paragraph {n:04} there");
        archive.edit(OFFICE_2019, &next, &again);
        std::fs::File::options().append(true).open(&file).unwrap().set_modified(long_ago).unwrap();
        until(&mut preview, SECTION, |text| text.contains(&again));
        now = again;
    }
}

#[test]
fn an_idle_server_does_no_work() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let _tab = preview.tab(SECTION);
    archive.edit(OFFICE_2019, WORDS, "Other words.");
    preview.said("changed");
    // The second look after an edit finds nothing, and then there is silence.
    assert_eq!(preview.maybe_said("changed", Duration::from_secs(2)), None);
}

#[test]
fn to_the_network_nothing_of_a_broken_file_is_told() {
    let archive = Archive::new();
    archive.edit(WATCH_2018, "status: published", "status: embargoed");
    archive.edit(
        WATCH_2018,
        "The Watch documented",
        "CANARY [so](javascript:x), the Watch documented",
    );
    let mut preview = Preview::start(&archive.root, &["--watch", "--host", "0.0.0.0"]);
    let page = preview.get("");
    assert_eq!(page.status, 503);
    assert!(
        !page.text().contains("CANARY") && !page.text().contains("2018-watch"),
        "{}",
        page.text()
    );
    let told = preview.listen("", "", "").until("problems").to_string();
    assert!(!told.contains("CANARY") && !told.contains("2018-watch"), "{told}");
}

#[test]
fn what_a_client_sends_reaches_no_terminal() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let _tab = preview.listen("%1b]0;pwned%07%0Abroken", "", "");
    preview.get("");
    archive.edit("rightsbook.toml", "Small archive", "Another archive");
    let said = preview.said("changed").to_string();
    assert!(!said.contains("pwned"), "{said}");
    let navigated = format!(
        "GET /repo/_rightsbook/events HTTP/1.1\r\nHost: localhost:{}\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n",
        preview.port
    );
    assert_eq!(preview.send(navigated.as_bytes()).unwrap().status, 403);
}

#[test]
fn problems_are_told_where_the_text_stands_now() {
    let archive = Archive::new();
    archive.write("static/form.pdf", "x");
    archive.edit(OFFICE_2019, "Words on liberties", "The [form](form.pdf). Words on liberties");
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    archive.edit(OFFICE_2019, WORDS, &format!("{WORDS}{}", "\nand on it goes".repeat(20)));
    until(&mut preview, SECTION, |text| text.contains("and on it goes"));
    let mut tab = preview.tab(SECTION);
    archive.remove("static/form.pdf");
    let told = tab.until_problems(|all| !all.is_empty());
    let text = archive.read(OFFICE_2019);
    let line = text.lines().position(|line| line.contains("form.pdf")).unwrap() + 1;
    assert!(told[0].contains(&format!("{OFFICE_2019}:{line}:")), "{told:#?}");
}

#[test]
fn a_page_is_judged_again_when_what_it_links_to_comes_or_goes() {
    let archive = Archive::new();
    let (_, years) =
        rightsbook::builtin::TEMPLATES.iter().find(|(name, _)| *name == "years.html").unwrap();
    let link = "{% block main -%}<a href=\"{{ frame.root }}leaflet.pdf\">Leaflet</a>";
    archive.write("templates/years.html", &years.replace("{% block main -%}", link));
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let mut tab = preview.tab("years/");
    let told = tab.until_problems(|all| !all.is_empty());
    assert!(told[0].contains("E0601"), "{told:#?}");
    archive.write("static/leaflet.pdf", "x");
    tab.until_problems(<[String]>::is_empty);
    archive.remove("static/leaflet.pdf");
    tab.until_problems(|all| !all.is_empty());
}

#[test]
fn an_archive_that_is_replaced_is_followed_on() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let beside = archive.root.parent().unwrap();
    let (away, copy) = (beside.join("away"), beside.join("copy"));
    copy_folder(&archive.root, &copy);
    std::fs::rename(&archive.root, &away).unwrap();
    std::fs::rename(&copy, &archive.root).unwrap();
    archive.edit(OFFICE_2019, WORDS, "Words of the copy.");
    until(&mut preview, SECTION, |text| text.contains("Words of the copy."));
    archive.edit(OFFICE_2019, "Words of the copy.", "Words after it.");
    until(&mut preview, SECTION, |text| text.contains("Words after it."));
    std::fs::remove_dir_all(&archive.root).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    copy_folder(&away, &archive.root);
    until(&mut preview, SECTION, |text| text.contains(WORDS));
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    let status = std::process::Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap();
    assert!(status.success());
}

#[test]
fn a_file_in_place_of_a_folder_is_never_served() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let mut tab = preview.tab("");
    std::fs::rename(archive.root.join("content"), archive.root.join("../c")).unwrap();
    archive.write("content", "secret");
    tab.until_problems(|all| !all.is_empty());
    assert_eq!(preview.get("content").status, 404);
    assert_eq!(preview.get(SECTION).status, 200);
}

#[test]
fn what_editors_leave_while_a_file_is_open_breaks_nothing() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    std::fs::create_dir_all(archive.root.join("static")).unwrap();
    std::os::unix::fs::symlink("me@host.1", archive.root.join("static/.#style.css")).unwrap();
    archive.write("static/.style.css.swo", "x");
    archive.write("content/pages/.about.md.swp", "x");
    archive.edit(OFFICE_2019, WORDS, "Other words.");
    until(&mut preview, SECTION, |text| text.contains("Other words."));
    assert_eq!(preview.maybe_said("broken", Duration::from_millis(200)), None);
}

#[test]
fn what_nothing_will_mend_ends_at_once() {
    let archive = Archive::new();
    archive.edit(WATCH_2018, "status: published", "status: publishd");
    let output = archive.command(&["serve", "-p", "0"]).assert().code(1).get_output().clone();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("E0104") && told.contains("`--watch`"), "{told}");
}
