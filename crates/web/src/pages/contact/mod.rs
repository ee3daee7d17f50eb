//! Contacts with the service (A2): taken at the desk in seconds, handed over, answered.

pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod read;
pub(crate) mod receipt;

use leye_domain::desk::Channel;

use crate::guard::SignedIn;
use crate::ui::Ui;

/// How somebody turned to the service, in words.
fn channel(ui: &Ui, channel: Channel) -> String {
    ui.t(&format!("contact-channel-{}", channel.as_str().replace('_', "-")))
}

/// The matter, as the pack calls it; its code where the pack does not know it any more.
fn matter(me: &SignedIn, ui: &Ui, code: &str) -> String {
    let rules = me.web.app.contact_rules().ok();
    let found = rules.as_ref().and_then(|rules| rules.matter(code));
    found.map_or_else(|| code.to_owned(), |matter| ui.words.of_pack(&matter.titles).to_owned())
}
