//! The HTTP server of the preview: it takes requests, asks the engine, and sends its answers.
//!
//! hyper speaks HTTP over each connection; the loop that accepts connections sets limits on the
//! head of a request (its size, and how long it may take).
#![allow(
    clippy::disallowed_methods,
    reason = "serving is what this room is for"
)]

use super::body::Content;
use super::connection::Connection;
use super::desk::{EngineAnswer, PreviewRequest};
use super::live::Live;
use super::reader::FileReader;
use super::respond::{self, Asked};
use super::supervisor::Supervisor;
use super::{guard, inject};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Method, Request, Response, StatusCode, Uri};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};

/// The time that the head of a request may take, and that an idle connection may stay open.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// The largest size of a request's head, in bytes.
const HEAD_SIZE: usize = 64 << 10;
/// The number of connections at a time, where the system lets the program open as many files.
const CONNECTIONS: usize = 800;
/// The number of files that the preview opens beside those of connections.
const OWN_FILES: usize = 100;
/// The number of files without which the preview cannot run.
const FEWEST_FILES: usize = 12;
/// The time that open connections are given to end when the server stops.
const FAREWELL: Duration = Duration::from_millis(200);
/// The size of the buffer of a connection in bytes: one that is slow fills it, and is noticed.
const SEND_BUFFER: usize = 128 << 10;
/// The time that the engine is given to answer, before the site as it last was well is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// The time after which an answer in words is given, if there is no other.
const LONGEST: Duration = Duration::from_secs(2);

/// The port that is used when none is asked for, or the next free one after it.
pub const PORT: u16 = 1414;
/// The number of ports that are tried.
const PORTS: u16 = 100;

/// The state that every request needs to be answered.
pub(super) struct Service {
    pub(super) root: PathBuf,
    pub(super) supervisor: Arc<Supervisor>,
    pub(super) reader: FileReader,
    /// The thread that makes pictures.
    pub(super) painter: FileReader,
    pub(super) live: Arc<Live>,
    pub(super) own: SocketAddr,
    /// The number of connections that there may be at a time.
    pub(super) connections: usize,
    pub(super) with_script: bool,
}

/// Opens the port: `port`, else the first free one from [`PORT`] on.
///
/// # Errors
/// Fails with the system's error for the port that was asked for, or for the last one that was
/// tried.
pub(super) fn listen(interface: IpAddr, port: Option<u16>) -> io::Result<std::net::TcpListener> {
    let mut tried = std::net::TcpListener::bind((interface, port.unwrap_or(PORT)));
    for next in PORT + 1..PORT + PORTS {
        match &tried {
            Err(error) if port.is_none() && error.kind() == io::ErrorKind::AddrInUse => {
                tried = std::net::TcpListener::bind((interface, next));
            }
            _ => break,
        }
    }
    let listener = tried?;
    listener.set_nonblocking(true)?;
    // Connections have the buffer of the listener. A larger one is slower to notice, and no harm.
    let _ = rustix::net::sockopt::set_socket_send_buffer_size(&listener, SEND_BUFFER);
    Ok(listener)
}

/// Serves until `stop` says so, then lets open responses finish.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    service: Service,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(service.connections));
    let all = u32::try_from(service.connections).unwrap_or(u32::MAX);
    let service = Arc::new(service);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_SIZE);
    loop {
        // Whoever finds no place waits for one: idle and stalled connections are given up.
        let next = async {
            let place = places.clone().acquire_owned().await.ok()?;
            Some((place, listener.accept().await))
        };
        let accepted = tokio::select! {
            accepted = next => accepted,
            _ = stop.changed() => break,
        };
        let Some((place, Ok((stream, _)))) = accepted else {
            // Out of file descriptors, perhaps: others are given back in a moment.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let service = service.clone();
        let answer = service_fn(move |request| answer(service.clone(), request));
        let connection = http.serve_connection(TokioIo::new(Connection::new(stream)), answer);
        let mut stop = stop.clone();
        tokio::spawn(async move {
            let _place = place;
            let mut connection = std::pin::pin!(connection);
            tokio::select! {
                // A broken connection needs no error message.
                _ = connection.as_mut() => return,
                _ = stop.changed() => connection.as_mut().graceful_shutdown(),
            }
            let _ = tokio::time::timeout(FAREWELL, connection).await;
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(FAREWELL, places.acquire_many(all)).await;
    Ok(())
}

/// Makes sure that the system lets the program open the few files without which it cannot run: the
/// runtime takes them for granted.
///
/// # Errors
/// Fails with the system's error when there are too few.
pub(super) fn check_files(listener: &std::net::TcpListener) -> io::Result<()> {
    let opened: io::Result<Vec<_>> = (0..FEWEST_FILES).map(|_| listener.try_clone()).collect();
    opened.map(drop)
}

/// Returns the number of connections that the program may have at a time, each with a file open
/// beside it. Asks the system for more files where it gives too few.
#[cfg(unix)]
pub(super) fn connections() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let wanted = (CONNECTIONS * 2 + OWN_FILES) as u64;
    let limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < wanted) {
        let more = limit.maximum.map_or(wanted, |most| most.min(wanted));
        let raised = Rlimit {
            current: Some(more),
            maximum: limit.maximum,
        };
        // With fewer files there are fewer connections.
        let _ = setrlimit(Resource::Nofile, raised);
    }
    let files = getrlimit(Resource::Nofile).current;
    let files = files.map_or(usize::MAX, |files| {
        usize::try_from(files).unwrap_or(usize::MAX)
    });
    (files.saturating_sub(OWN_FILES) / 2).clamp(8, CONNECTIONS)
}

#[cfg(not(unix))]
pub(super) fn connections() -> usize {
    CONNECTIONS
}

async fn answer<B>(
    service: Arc<Service>,
    request: Request<B>,
) -> Result<Response<Content>, Infallible> {
    let (parts, _) = request.into_parts();
    Ok(service
        .answer(&parts.method, &parts.uri, &parts.headers)
        .await)
}

impl Service {
    async fn answer(&self, method: &Method, uri: &Uri, headers: &HeaderMap) -> Response<Content> {
        let path = match guard::check(method, uri, headers, self.own) {
            Ok(path) => path,
            Err(refused) => return respond::refusal(refused),
        };
        let asked = Asked {
            method,
            headers,
            root: &self.root,
            reader: &self.reader,
            painter: &self.painter,
            with_script: self.with_script,
        };
        let local = self.own.ip().is_loopback();
        let request = match path.strip_prefix(inject::FOLDER) {
            None => PreviewRequest::File { path, local },
            Some("live.js") => {
                return respond::text(
                    StatusCode::OK,
                    "text/javascript; charset=utf-8",
                    include_str!("client/live.js"),
                );
            }
            Some("live.css") => {
                return respond::text(
                    StatusCode::OK,
                    "text/css; charset=utf-8",
                    include_str!("client/live.css"),
                );
            }
            Some("events") => {
                // Half of all connections are for those who ask.
                return self.live.events(self.connections / 2).map_or_else(
                    || respond::text(StatusCode::SERVICE_UNAVAILABLE, "text/plain", ""),
                    |events| respond::text(StatusCode::OK, "text/event-stream", events),
                );
            }
            Some("tick") => {
                let now = self.live.now();
                let json = format!("{{\"round\":{},\"settled\":{}}}", now.round, now.settled);
                return respond::text(StatusCode::OK, "application/json", json);
            }
            Some("state") => PreviewRequest::State {
                path: page_of(uri),
                local,
            },
            Some(_) => return asked.respond(EngineAnswer::Nothing).await,
        };
        asked.respond(self.ask(request).await).await
    }

    /// Asks the engine. If it takes long, the site as it last was well is shown, and what is going
    /// on is said in words.
    async fn ask(&self, request: PreviewRequest) -> EngineAnswer {
        let mut answer = self.supervisor.ask(request.clone());
        if let Ok(Ok(answer)) = tokio::time::timeout(PATIENCE, &mut answer).await {
            return answer;
        }
        let earlier = self.supervisor.ask_standby(request);
        tokio::select! {
            Ok(answer) = &mut answer => answer,
            Ok(answer) = earlier => answer,
            () = tokio::time::sleep(LONGEST) => {
                // Nobody knows yet which files may be named.
                let work = self.supervisor.work();
                EngineAnswer::Working(work.map_or_else(
                    || "This page takes long to make. It appears by itself as soon as it is ready."
                        .to_owned(),
                    |work| work.words(&|_| false),
                ))
            }
        }
    }
}

/// Returns the address that `?page=` names, as a browser writes it. It is decoded by the same rules
/// as any other.
fn page_of(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    let page = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("page="))
        .unwrap_or("/");
    guard::decoded(page)
        .and_then(|once| guard::decoded(&once))
        .unwrap_or_else(|| "/".to_owned())
}
