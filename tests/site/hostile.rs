//! Requests that mean harm, clients that never end, and pages of other sites: nothing is read,
//! and the server stays up.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::driver::Archive;
use crate::preview::{Answer, Preview};

/// Words that only files hold which nobody may read.
const SECRETS: [&str; 3] = ["root:x:0", "base_url", "CANARY"];

/// Ways to write a step up, and what would be found there.
fn climbing() -> Vec<String> {
    let ups = [
        "..",
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%252e%252e",
        "..%00",
        "..;",
        "%c0%ae%c0%ae",
        "%uff0e%uff0e",
        "..%5c",
        "..\\",
        "%2e%2e%2f",
        "....//..",
        "．．",
    ];
    let goals =
        ["etc/passwd", "rightsbook.toml", "content/reports/freeland/hidden.md", ".git/config"];
    let mut paths = Vec::new();
    for up in ups {
        for depth in [1, 2, 3, 6, 12] {
            for goal in goals {
                paths.push(format!("/repo/{}{goal}", format!("{up}/").repeat(depth)));
            }
        }
    }
    paths
}

fn odd() -> Vec<String> {
    let mut paths: Vec<String> = [
        "//etc/passwd",
        "/repo//etc/passwd",
        "/repo/%2fetc%2fpasswd",
        "file:///etc/passwd",
        "/repo/content/topics.toml",
        "/repo/templates/base.html",
        "/repo/_rightsbook/../rightsbook.toml",
        "/repo/_rightsbook/",
        "/repo/_rightsbook/rightsbook.toml",
        "/repo/_rightsbook/events?page=../../../etc/passwd&key=../../x",
        "/repo/MANIFEST.sha256",
        "/repo/.rightsbook",
        "/repo/%00",
        "/repo/%",
        "/repo/%zz",
        "/repo/%ff%fe",
        "/repo/con/aux/nul",
        "/repo/style.css%00.html",
        "/repo/style.css/",
        "/repo/index.html/index.html",
        "/repo?/../../etc/passwd",
        "/repo/;/etc/passwd",
        "/\\etc\\passwd",
        "/repo/C:/Windows/win.ini",
        "*",
        "repo",
        "",
    ]
    .map(str::to_owned)
    .into();
    paths.push(format!("/repo/{}", "a/".repeat(3000)));
    paths.push(format!("/repo/{}", "%2e%2e%2f".repeat(500)));
    paths
}

/// Whole requests that are wrong in some other way than their path.
fn malformed(port: u16) -> Vec<Vec<u8>> {
    let host = format!("Host: localhost:{port}\r\n");
    let mut requests: Vec<String> = Vec::new();
    for method in [
        "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "G ET",
        "",
    ] {
        requests.push(format!("{method} /repo/ HTTP/1.1\r\n{host}Content-Length: 0\r\n\r\n"));
    }
    for head in [
        String::new(),
        "Host: evil.example\r\n".to_owned(),
        format!("Host: evil.example:{port}\r\n"),
        format!("{host}Host: evil.example\r\n"),
        format!("Host: localhost:{port}.evil.example\r\n"),
        format!("Host: localhost@evil.example:{port}\r\n"),
        "Host: \r\n".to_owned(),
        format!("{host}Origin: https://evil.example\r\n"),
        format!("{host}Origin: null\r\n"),
        format!("{host}Origin: http://localhost.evil.example:{port}\r\n"),
        format!("{host}Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n"),
        format!("{host}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n"),
        format!("{host}Content-Length: -1\r\n"),
        format!("{host}Content-Length: 99999999999999999999\r\n"),
        format!("{host}Transfer-Encoding: chunked\r\n"),
        format!("{host}X: {}\r\n", "a".repeat(100_000)),
        format!("{host}{}", "X: y\r\n".repeat(1000)),
        format!("{host}X : y\r\n"),
        format!("{host}X: a\u{0}b\r\n"),
        format!("{host} folded: x\r\n"),
        format!("{host}Upgrade: websocket\r\nConnection: Upgrade\r\n"),
        format!(
            "{host}Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n"
        ),
    ] {
        requests.push(format!("GET /repo/ HTTP/1.1\r\n{head}\r\n"));
    }
    for line in [
        "GET /repo/",
        "GET  /repo/ HTTP/1.1",
        "GET /repo/ HTTP/9.9",
        "GET /repo/ HTTP/2.0",
        "GET http://evil.example/repo/ HTTP/1.1",
        "GET /repo/\u{0} HTTP/1.1",
        "GET /repo/ HTTP/1.1 extra",
        "PRI * HTTP/2.0",
        "\u{16}\u{3}\u{1}",
        "GET /répo/ HTTP/1.1",
    ] {
        requests.push(format!("{line}\r\n{host}\r\n"));
    }
    let mut requests: Vec<Vec<u8>> = requests.into_iter().map(String::into_bytes).collect();
    requests.push(vec![0; 5000]);
    requests.push((0..=255).cycle().take(70_000).collect());
    requests.push(b"GET /repo/\xff\xfe HTTP/1.1\r\n\r\n".to_vec());
    requests
}

fn holds_no_secret(answer: &Answer, request: &str) {
    let text = answer.text();
    for secret in SECRETS {
        assert!(!text.contains(secret), "{request:?} gives {secret}: {text}");
    }
}

#[test]
fn three_hundred_hostile_requests_read_nothing() {
    let archive = Archive::new();
    let hidden = crate::driver::report("office", 2015, "full", "\n## Section 3. Work\n\nCANARY.\n");
    let hidden = hidden.replace("status: published", "status: embargoed");
    archive.write("content/reports/freeland/hidden.md", &hidden);
    archive.write("../CANARY.txt", "CANARY");
    let mut preview = Preview::start(&archive.root, &["--watch"]);
    let home = preview.get("").text();
    let mut sent = 0;
    for path in climbing().into_iter().chain(odd()) {
        let host = format!("Host: localhost:{}", preview.port);
        let request = format!("GET {path} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n");
        sent += 1;
        let Some(answer) = preview.send(request.as_bytes()) else { continue };
        holds_no_secret(&answer, &path);
        let fine = path.contains("/events?") || path.starts_with("/repo?");
        assert!(answer.status >= 400 || fine, "{path}: {}", answer.head);
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    for request in malformed(preview.port) {
        sent += 1;
        let Some(answer) = preview.send(&request) else { continue };
        let request = String::from_utf8_lossy(&request[..request.len().min(200)]).into_owned();
        holds_no_secret(&answer, &request);
        let fine = request.contains("Upgrade")
            || request.starts_with("GET /repo/ HTTP/1.1\r\nHost: localhost");
        assert!(answer.status >= 400 || fine, "{request}: {}", answer.head);
        assert!(!answer.head.to_lowercase().contains("access-control"), "{request}");
    }
    assert!(sent >= 300, "{sent}");
    assert!(preview.is_up());
    assert_eq!(preview.get("").text(), home);
}

#[test]
fn clients_that_never_end_are_let_go_of() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &[]);
    let mut slow: Vec<_> = (0..40)
        .map(|_| {
            let mut connection = preview.connect();
            connection.get_mut().write_all(b"GET /repo/ HTTP/1.1\r\nHost: loc").unwrap();
            connection
        })
        .collect();
    // Others are served meanwhile.
    assert_eq!(preview.get("").status, 200);
    let since = Instant::now();
    for connection in &mut slow {
        let stream = connection.get_mut();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    assert!(since.elapsed() < Duration::from_secs(25), "{:?}", since.elapsed());
    assert_eq!(preview.get("").status, 200);
}

#[test]
fn more_connections_than_there_is_room_for_are_refused_and_room_comes_back() {
    let archive = Archive::new();
    let mut preview = Preview::start(&archive.root, &[]);
    let mut many: Vec<_> = (0..400).map(|_| preview.connect()).collect();
    let mut closed = 0;
    for connection in &mut many {
        let stream = connection.get_mut();
        stream.set_read_timeout(Some(Duration::from_millis(20))).unwrap();
        closed += usize::from(matches!(stream.read(&mut [0]), Ok(0)));
    }
    assert!(closed >= 100, "{closed}");
    drop(many);
    assert_eq!(preview.get("").status, 200);
    let mut tabs = Vec::new();
    for _ in 0..64 {
        tabs.push(preview.tab(""));
    }
    let request = format!(
        "GET /repo/_rightsbook/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
        preview.port
    );
    assert_eq!(preview.send(request.as_bytes()).unwrap().status, 503);
    drop(tabs);
    assert_eq!(preview.get("").status, 200);
}
