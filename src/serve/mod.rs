//! The preview shows a site in the browser and follows its files. It watches a site's folder, and
//! gives pages over HTTP on this machine, each as `build` would make it except for one script.
//!
//! | file | what it holds |
//! |---|---|
//! | `watch`, `notices/`, `hints` | where to look again, by looking and by the system's notices |
//! | `supervisor`, `status` | keeps an engine at work, and replaces one that is caught |
//! | `engine` | goes round: look again, understand, answer until the next change |
//! | `round`, `turns`, `sweep`, `answer` | one state of the site: what is made, and answers |
//! | `standby` | answers from the site as it last was well, while the engine takes long |
//! | `last_good` | files as they were when nothing was wrong with them |
//! | `memory_store` | the files beside the pages, in memory |
//! | `server`, `connection`, `guard` | HTTP: who may ask, and how long |
//! | `respond`, `reader`, `file_type`, `inject` | HTTP: the answers |
//! | `live`, `client/` | tells browsers, and what they do then |
//! | `state` | what is wrong, and what an editor wants to know of a page |
//! | `news` | what there is to tell at the terminal |
#![allow(
    clippy::disallowed_methods,
    reason = "the preview listens, watches and measures"
)]

mod answer;
mod body;
mod connection;
mod desk;
mod editor_links;
mod engine;
mod file_type;
mod guard;
mod hints;
mod inject;
mod last_good;
mod live;
mod memory_store;
mod news;
mod notices;
mod overlay;
mod reader;
mod respond;
mod round;
mod server;
mod standby;
mod state;
mod status;
mod supervisor;
mod sweep;
mod turns;
mod watch;

pub use desk::OptionsProvider;
pub use editor_links::{EditorLinks, editor_named};
pub use hints::Hints;
pub use inject::without_script;
pub use news::{News, Settled, Tell};
pub use server::PORT;
pub use watch::{Poll, WatchMode};

use crate::memo::Memo;
use live::Live;
use reader::FileReader;
use server::Service;
use standby::Standby;
use std::io;
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use supervisor::Supervisor;
use tokio::runtime::Runtime;
use tokio::sync::watch as signal;

/// The time that the engine is given to end.
const FAREWELL: Duration = Duration::from_millis(200);

/// Whether pages in the browser are refreshed when their files change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reload {
    /// Pages carry a script that refreshes them.
    #[default]
    Yes,
    /// Pages are exactly as `build` makes them.
    No,
}

/// The settings of a preview.
pub struct Preview {
    /// The site's folder.
    pub root: PathBuf,
    /// The address to listen at, which decides who can reach the preview.
    pub interface: IpAddr,
    /// The port; `None` for 1414 or the next free one.
    pub port: Option<u16>,
    /// Whether changes are noticed by looking.
    pub poll: Poll,
    /// Whether pages are refreshed.
    pub reload: Reload,
    /// The choice of what is released, and of the day.
    pub decide: OptionsProvider,
    /// The editor that opens files, unless the settings name another.
    pub opening: EditorLinks,
    /// The memory of earlier builds.
    pub memo: Memo,
    /// The number of worker threads; `None` for one per processor.
    pub jobs: Option<usize>,
    /// The function that is told what happens.
    pub tell: Tell,
}

/// The reason why the preview cannot run.
#[derive(Debug)]
pub enum ServeError {
    /// The port cannot be opened.
    Port(Option<u16>, io::Error),
    /// The system does not let the preview open the files that it needs.
    Files(io::Error),
    /// The system does not start the threads that the preview needs.
    Threads(io::Error),
    /// The system does not let the program do its work.
    System(io::Error),
}

impl std::fmt::Display for ServeError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Port(Some(port), error) if error.kind() == io::ErrorKind::AddrInUse => {
                write!(
                    f,
                    "port {port} is taken by another program; leave `--port` out, and a free \
                     one is found"
                )
            }
            Self::Port(Some(port), error) if error.kind() == io::ErrorKind::PermissionDenied => {
                write!(
                    f,
                    "port {port} may not be used by you; choose one above 1023, or leave \
                     `--port` out"
                )
            }
            Self::Port(Some(port), error) => write!(f, "port {port} cannot be opened: {error}"),
            Self::Port(None, error) => write!(f, "no port from {PORT} on can be opened: {error}"),
            Self::Files(error) => write!(
                f,
                "the preview cannot start, because the system lets it open too few files \
                 ({error}); raise the limit (`ulimit -n`)"
            ),
            Self::Threads(error) => write!(
                f,
                "the preview cannot start, because the system gives it too few threads ({error}); \
                 close other programs, or raise the limit (`ulimit -u`)"
            ),
            Self::System(error) => write!(f, "the preview cannot start: {error}"),
        }
    }
}

/// Serves the site until the program is told to stop (Ctrl-C, SIGTERM, a closed terminal), then
/// returns what is to be remembered for the next build, if it is to be had at once.
///
/// # Errors
/// Fails when the port cannot be opened or the system refuses threads.
pub fn serve(preview: Preview) -> Result<Option<Memo>, ServeError> {
    let listener = server::listen(preview.interface, preview.port)
        .map_err(|error| ServeError::Port(preview.port, error))?;
    let own = listener.local_addr().map_err(ServeError::System)?;
    let connections = server::connections();
    server::check_files(&listener).map_err(ServeError::Files)?;
    let runtime = runtime().map_err(ServeError::System)?;
    let reader = FileReader::start("files").map_err(ServeError::Threads)?;
    let painter = FileReader::start("pictures").map_err(ServeError::Threads)?;
    // Watching starts before the first look, so that no change after it is missed.
    let (watch, how) = watch::FolderWatch::start(&preview.root, preview.poll);
    let live = Arc::new(Live::new());
    let standby = Arc::new(Standby::new(
        preview.root.clone(),
        preview.decide,
        preview.opening,
    ));
    let listening = listening(own);
    (preview.tell)(&listening);
    (preview.tell)(&News::Watching(how));
    let supervisor = Arc::new(
        Supervisor::start(
            live.clone(),
            preview.tell.clone(),
            standby,
            preview.jobs,
            preview.memo,
        )
        .map_err(ServeError::Threads)?,
    );
    let service = Service {
        root: preview.root,
        supervisor: supervisor.clone(),
        reader,
        painter,
        live,
        own,
        connections,
        with_script: preview.reload == Reload::Yes,
    };
    let over = Arc::new(AtomicBool::new(false));
    let (hints, ended) = (supervisor.clone(), over.clone());
    // Nobody joins this thread: it notices the end within a second.
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || pass_hints(watch, &hints, &preview.tell, &ended))
        .map_err(ServeError::Threads)?;
    let (stop, stopped) = signal::channel(false);
    let told_to_stop = supervisor.clone();
    let served = runtime.block_on(async {
        tokio::spawn(async move {
            asked_to_stop().await;
            told_to_stop.stop();
            let _ = stop.send(true);
        });
        server::serve(listener, service, stopped).await
    });
    over.store(true, Ordering::Relaxed);
    runtime.shutdown_background();
    served.map_err(ServeError::System)?;
    // An engine that is at work on something long is not waited for.
    Ok(supervisor.memo(FAREWELL))
}

/// Makes the runtime, which works on the thread that asks: starting it needs no other.
fn runtime() -> io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// Passes what the watch notices on to the engine, until the preview ends.
fn pass_hints(
    mut watch: watch::FolderWatch,
    supervisor: &Supervisor,
    tell: &Tell,
    ended: &AtomicBool,
) {
    while !ended.load(Ordering::Relaxed) {
        let (burst, how) = watch.next();
        if let Some(how) = how {
            tell(&News::Watching(how));
        }
        if !burst.is_empty() {
            supervisor.pass(burst);
        }
        supervisor.check();
    }
}

/// Returns when somebody wants the program to end.
async fn asked_to_stop() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut terminated), Ok(mut hung_up)) = (
            signal(SignalKind::terminate()),
            signal(SignalKind::hangup()),
        ) else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
            _ = hung_up.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = interrupted.await;
}

fn listening(own: SocketAddr) -> News<'static> {
    let everywhere = own.ip().is_unspecified();
    let url = if everywhere {
        format!("http://localhost:{}/", own.port())
    } else {
        format!("http://{own}/")
    };
    let lan = (!own.ip().is_loopback()).then(|| {
        let ip = if everywhere {
            lan_address().unwrap_or(own.ip())
        } else {
            own.ip()
        };
        format!("http://{}/", SocketAddr::new(ip, own.port()))
    });
    News::Listening {
        address: own,
        url,
        lan,
    }
}

/// Returns this machine's address on its network: the one from which a packet would leave it. No
/// packet is sent.
fn lan_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind(("0.0.0.0", 0)).ok()?;
    // An address that is kept for documentation (RFC 5737).
    socket.connect(("192.0.2.1", 9)).ok()?;
    socket
        .local_addr()
        .ok()
        .map(|address| address.ip())
        .filter(|ip| !ip.is_unspecified())
}
