//! Connections, with limits on their number, on what a client may send and on how long it may
//! take.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutStream;

/// Connections at one time. A browser opens six.
const CONNECTIONS: usize = 160;

/// Bytes of a request's head.
const HEAD: usize = 16 * 1024;

/// Lines of a request's head.
const HEADERS: usize = 64;

/// How long a client may take to send a whole head, or to begin one.
const SENDING: Duration = Duration::from_secs(10);

/// How long a client may take to read a piece of what it asked for.
const READING: Duration = Duration::from_secs(10);

/// Answers whoever connects, for ever.
pub(super) async fn accept(listener: TcpListener, router: Router) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, most likely: others will close.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        // One too many is let go of at once: nothing waits in a queue that others can fill.
        let Ok(permit) = Arc::clone(&free).try_acquire_owned() else { continue };
        let router = router.clone();
        tokio::spawn(async move {
            let _ = stream.set_nodelay(true);
            let mut stream = TimeoutStream::new(stream);
            stream.set_write_timeout(Some(READING));
            // A connection that breaks off is the client's affair.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(SENDING)
                .max_buf_size(HEAD)
                .max_headers(HEADERS)
                .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(router))
                .await;
            drop(permit);
        });
    }
}
