//! Telling systemd how it stands, where it started the service and wants to know.

/// The service answers.
pub fn ready() {
    tell(State::Ready);
}

/// The service is being stopped.
pub fn stopping() {
    tell(State::Stopping);
}

enum State {
    Ready,
    Stopping,
}

#[cfg(unix)]
fn tell(state: State) {
    let state = match state {
        State::Ready => sd_notify::NotifyState::Ready,
        State::Stopping => sd_notify::NotifyState::Stopping,
    };
    // Without systemd nothing happens.
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd could not be told");
    }
}

#[cfg(not(unix))]
fn tell(_: State) {}
