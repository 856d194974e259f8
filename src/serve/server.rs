//! The HTTP server of the preview: it takes requests, asks the engine, and sends its answers.
//!
//! hyper speaks HTTP over each connection; the loop that accepts connections sets limits on the
//! head of a request (its size, and how long it may take).
#![allow(
    clippy::disallowed_methods,
    reason = "serving is what this room is for"
)]

use super::body::Content;
use super::desk::{EngineAnswer, Message, PendingRequest, PreviewRequest};
use super::live::Live;
use super::respond::{self, Asked};
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
use std::sync::mpsc::Sender;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, oneshot, watch};

/// The time that the head of a request may take, and that an idle connection may stay open.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// The largest size of a request's head, in bytes.
const HEAD_SIZE: usize = 64 << 10;
/// The number of connections at a time, which is below what systems let one program open.
const CONNECTIONS: usize = 800;
/// The time that open connections are given to end when the server stops.
const FAREWELL: Duration = Duration::from_millis(500);

/// The port that is used when none is asked for, or the next free one after it.
pub const PORT: u16 = 1414;
/// The number of ports that are tried.
const PORTS: u16 = 100;

/// The state that every request needs to be answered.
pub(super) struct Service {
    pub(super) root: PathBuf,
    pub(super) inbox: Sender<Message>,
    pub(super) live: Arc<Live>,
    pub(super) own: SocketAddr,
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
    Ok(listener)
}

/// Serves until `stop` says so, then lets open responses finish.
pub(super) async fn serve(
    listener: std::net::TcpListener,
    service: Service,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let listener = TcpListener::from_std(listener)?;
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let service = Arc::new(service);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(HEAD_SIZE);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = stop.changed() => break,
        };
        let Ok((stream, _)) = accepted else {
            // Out of file descriptors, perhaps: others are given back in a moment.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let Ok(place) = places.clone().try_acquire_owned() else {
            continue;
        };
        let _ = stream.set_nodelay(true);
        let service = service.clone();
        let answer = service_fn(move |request| answer(service.clone(), request));
        let connection = http.serve_connection(TokioIo::new(stream), answer);
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
    let all = u32::try_from(CONNECTIONS).unwrap_or(u32::MAX);
    let _ = tokio::time::timeout(FAREWELL, places.acquire_many(all)).await;
    Ok(())
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
            with_script: self.with_script,
        };
        let request = match path.strip_prefix(inject::FOLDER) {
            None => PreviewRequest::File(path),
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
                return respond::text(StatusCode::OK, "text/event-stream", self.live.events());
            }
            Some("tick") => {
                let now = self.live.now();
                let json = format!("{{\"round\":{},\"settled\":{}}}", now.round, now.settled);
                return respond::text(StatusCode::OK, "application/json", json);
            }
            Some("state") => PreviewRequest::State {
                path: page_of(uri),
                local: self.own.ip().is_loopback(),
            },
            Some(_) => return asked.respond(EngineAnswer::Nothing),
        };
        let (reply, answer) = oneshot::channel();
        if self
            .inbox
            .send(Message::Request(PendingRequest { request, reply }))
            .is_err()
        {
            return respond::text(
                StatusCode::SERVICE_UNAVAILABLE,
                "text/plain; charset=utf-8",
                "The preview has ended.\n",
            );
        }
        asked.respond(answer.await.unwrap_or(EngineAnswer::Nothing))
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
