//! A preview server over a small archive, and what a browser would ask it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How long a test waits for what has to come.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A running `rightsbook serve`.
pub(crate) struct Preview {
    process: Child,
    lines: Receiver<serde_json::Value>,
    pub(crate) port: u16,
    pub(crate) base: String,
    connection: Option<BufReader<TcpStream>>,
}

/// An answer of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// The bytes without the tag that a preview adds.
    pub(crate) fn published(&self) -> Vec<u8> {
        let text = self.text();
        let tag = text.find("/_rightsbook/live.js\"");
        match tag.and_then(|at| text[..at].rfind("<script src=\"")) {
            Some(at) if self.header("content-type") == Some("text/html; charset=utf-8") => {
                let end = at + text[at..].find("</script>").unwrap() + "</script>".len();
                format!("{}{}", &text[..at], &text[end..]).into_bytes()
            }
            _ => self.body.clone(),
        }
    }

    /// What the page's tag says of it.
    pub(crate) fn data(&self, name: &str) -> String {
        let text = self.text();
        let begin = format!("data-{name}=\"");
        let at = text.find(&begin).unwrap_or_else(|| panic!("no {begin} in {text}")) + begin.len();
        text[at..].split('"').next().unwrap().to_owned()
    }
}

impl Preview {
    /// Starts a server on a free port and waits until it serves.
    pub(crate) fn start(root: &Path, arguments: &[&str]) -> Self {
        let program = assert_cmd::cargo::cargo_bin("rightsbook");
        let mut process = Command::new(program)
            .args(["serve", "--format", "json", "-p", "0", "--root"])
            .arg(root)
            .args(arguments)
            .env_clear()
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let (send, lines) = channel();
        let stdout = BufReader::new(process.stdout.take().unwrap());
        std::thread::spawn(move || {
            for line in stdout.lines() {
                let Ok(line) = line else { break };
                let Ok(value) = serde_json::from_str(&line) else { continue };
                if send.send(value).is_err() {
                    break;
                }
            }
        });
        let mut preview = Self { process, lines, port: 0, base: String::new(), connection: None };
        let url = preview.said("serving")["url"].as_str().unwrap().to_owned();
        let rest = url.strip_prefix("http://127.0.0.1:").unwrap();
        let (port, path) = rest.split_once('/').unwrap();
        preview.port = port.parse().unwrap();
        preview.base = format!("/{path}");
        if arguments.contains(&"--watch") {
            preview.said("watching");
        }
        preview
    }

    /// The next thing of a kind that the program says.
    pub(crate) fn said(&self, kind: &str) -> serde_json::Value {
        self.maybe_said(kind, PATIENCE).unwrap_or_else(|| panic!("it never said `{kind}`"))
    }

    pub(crate) fn maybe_said(&self, kind: &str, within: Duration) -> Option<serde_json::Value> {
        let until = Instant::now() + within;
        loop {
            let left = until.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left).ok()?;
            if line["kind"] == kind {
                return Some(line);
            }
        }
    }

    /// Asks for an address below the base path, as a browser would.
    pub(crate) fn get(&mut self, url: &str) -> Answer {
        let path = format!("{}{url}", self.base);
        self.get_path(&path)
    }

    pub(crate) fn get_path(&mut self, path: &str) -> Answer {
        let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port);
        for _ in 0..3 {
            let mut connection = self.connection.take().unwrap_or_else(|| self.connect());
            if connection.get_mut().write_all(request.as_bytes()).is_err() {
                continue;
            }
            if let Some(answer) = answer(&mut connection, true) {
                if answer.header("connection") != Some("close") {
                    self.connection = Some(connection);
                }
                return answer;
            }
        }
        panic!("no answer for {path}");
    }

    /// Sends bytes on a connection of their own; `None` when the server hangs up without a word.
    pub(crate) fn send(&self, request: &[u8]) -> Option<Answer> {
        let mut connection = self.connect();
        // A server that refuses may hang up before it has read everything.
        let _ = connection.get_mut().write_all(request);
        let body = !request.starts_with(b"HEAD");
        answer(&mut connection, body)
    }

    pub(crate) fn connect(&self) -> BufReader<TcpStream> {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        BufReader::new(stream)
    }

    /// Listens as a tab that shows a page.
    pub(crate) fn listen(&self, url: &str, key: &str, files: &str) -> Events {
        let page = format!("{}{url}", self.base).replace('/', "%2F");
        let request = format!(
            "GET {}_rightsbook/events?page={page}&key={key}&files={files} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.base, self.port
        );
        let mut connection = self.connect();
        connection.get_mut().write_all(request.as_bytes()).unwrap();
        let mut events = Events { connection };
        let status = events.line();
        assert_eq!(status.as_deref(), Some("HTTP/1.1 200 OK"));
        events
    }

    /// Listens as a tab that has just loaded a page.
    pub(crate) fn tab(&mut self, url: &str) -> Events {
        let page = self.get(url);
        self.listen(url, &page.data("key"), &page.data("files"))
    }

    /// Sends a signal, by its name, and tells whether the program ended within a second.
    pub(crate) fn ends_by(&mut self, signal: &str) -> bool {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args(["-s", signal, &id]).status().unwrap().success());
        let until = Instant::now() + Duration::from_secs(1);
        while Instant::now() < until {
            if self.process.try_wait().unwrap().is_some() {
                return true;
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        false
    }

    pub(crate) fn is_up(&mut self) -> bool {
        self.process.try_wait().unwrap().is_none()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn answer(connection: &mut BufReader<TcpStream>, has_body: bool) -> Option<Answer> {
    let mut head = String::new();
    loop {
        let mut line = String::new();
        if connection.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        head.push_str(&line);
    }
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let mut answer = Answer { status, head, body: Vec::new() };
    let length = answer.header("content-length").and_then(|length| length.parse().ok());
    if let (true, Some(length)) = (has_body, length) {
        answer.body = vec![0; length];
        connection.read_exact(&mut answer.body).ok()?;
    }
    Some(answer)
}

/// What the server tells a tab.
pub(crate) struct Events {
    connection: BufReader<TcpStream>,
}

impl Events {
    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = self.connection.read_line(&mut line).ok()?;
        (read > 0).then(|| line.trim_end().to_owned())
    }

    /// The next event, with its data; `None` when none comes in time.
    pub(crate) fn next(&mut self, within: Duration) -> Option<(String, serde_json::Value)> {
        self.connection.get_ref().set_read_timeout(Some(within)).unwrap();
        let mut name = None;
        loop {
            let line = self.line()?;
            if let Some(event) = line.strip_prefix("event: ") {
                name = Some(event.to_owned());
            } else if let (Some(data), Some(name)) = (line.strip_prefix("data: "), &name) {
                return Some((name.clone(), serde_json::from_str(data).unwrap()));
            }
        }
    }

    /// Waits for an event of a name.
    pub(crate) fn until(&mut self, wanted: &str) -> serde_json::Value {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match self.next(PATIENCE) {
                Some((name, data)) if name == wanted => return data,
                Some(_) => {}
                None => break,
            }
        }
        panic!("the event `{wanted}` never came");
    }

    /// Waits for the problems to be such.
    pub(crate) fn until_problems(&mut self, like: impl Fn(&[String]) -> bool) -> Vec<String> {
        let until = Instant::now() + PATIENCE;
        let mut last = Vec::new();
        while Instant::now() < until {
            last = serde_json::from_value(self.until("problems")).unwrap();
            if like(&last) {
                return last;
            }
        }
        panic!("the problems are still {last:#?}");
    }

    /// Whether nothing of a name comes for a while.
    pub(crate) fn is_quiet(&mut self, name: &str) -> bool {
        while let Some((event, _)) = self.next(Duration::from_millis(600)) {
            if event == name {
                return false;
            }
        }
        true
    }
}
