//! Acts by name, and where a certificate stands in a word.

use super::{Place, Registration, RegistrationAct};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$each])* $variant,)* }

        impl $name {
            /// Every one, in the order in which they are shown.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// Its word in storage, addresses and words.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }

            /// Reads the word.
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.as_str() == text)
            }
        }
    };
}

words! {
    /// An act by its name.
    RegistrationActName {
        /// Registers somebody as unemployed.
        Register = "register",
        /// Issues the certificate that was applied for.
        Issue = "issue",
        /// Hands a certificate over.
        HandOver = "hand-over",
        /// Takes an application for a certificate.
        Apply = "apply",
        /// Notes that the person was in contact, still out of work.
        NoteContact = "contact",
        /// Cancels the registration.
        Deregister = "deregister",
        /// Takes down a certificate that was issued before.
        TakeOver = "take-over",
        /// Notes the yearly check.
        Check = "check",
        /// Notes that a certificate is lost.
        ReportLost = "lost",
        /// Notes that it is there again.
        ReportFound = "found",
        /// Takes a certificate back for good.
        Return = "return",
        /// Ends an application that nobody follows.
        WithdrawApplication = "withdraw",
    }
}

words! {
    /// Where the certificate of somebody stands.
    CertificateState {
        /// There is none, and none is applied for.
        None = "none",
        /// One is applied for and has to be issued.
        Applied = "applied",
        /// One is issued and has to be handed over.
        Issued = "issued",
        /// The person has it.
        Held = "held",
        /// It is lost, and no other is applied for.
        Lost = "lost",
    }
}

impl RegistrationAct {
    /// Its name.
    pub fn name(&self) -> RegistrationActName {
        match self {
            RegistrationAct::Register { .. } => RegistrationActName::Register,
            RegistrationAct::NoteContact { .. } => RegistrationActName::NoteContact,
            RegistrationAct::Deregister { .. } => RegistrationActName::Deregister,
            RegistrationAct::Apply { .. } => RegistrationActName::Apply,
            RegistrationAct::WithdrawApplication { .. } => RegistrationActName::WithdrawApplication,
            RegistrationAct::Issue { .. } => RegistrationActName::Issue,
            RegistrationAct::HandOver { .. } => RegistrationActName::HandOver,
            RegistrationAct::TakeOver { .. } => RegistrationActName::TakeOver,
            RegistrationAct::ReportLost { .. } => RegistrationActName::ReportLost,
            RegistrationAct::ReportFound => RegistrationActName::ReportFound,
            RegistrationAct::Check => RegistrationActName::Check,
            RegistrationAct::Return { .. } => RegistrationActName::Return,
        }
    }
}

impl Registration {
    /// Where the certificate stands.
    pub fn certificate_state(&self) -> CertificateState {
        let place = self.certificate.as_ref().map(|certificate| &certificate.place);
        match (&self.application, place) {
            (Some(_), _) => CertificateState::Applied,
            (None, None) => CertificateState::None,
            (None, Some(Place::Station(_))) => CertificateState::Issued,
            (None, Some(Place::Person(_))) => CertificateState::Held,
            (None, Some(Place::Lost(..))) => CertificateState::Lost,
        }
    }

    /// Whether an act is possible as things stand; what it says may still be refused.
    pub fn may(&self, act: RegistrationActName) -> bool {
        let registered = self.unemployed().is_some();
        let certificate = self.certificate_state();
        match act {
            RegistrationActName::Register => !registered,
            RegistrationActName::NoteContact | RegistrationActName::Deregister => registered,
            RegistrationActName::Apply => match certificate {
                CertificateState::None => registered,
                CertificateState::Held | CertificateState::Lost => true,
                CertificateState::Applied | CertificateState::Issued => false,
            },
            RegistrationActName::WithdrawApplication | RegistrationActName::Issue => {
                certificate == CertificateState::Applied
            }
            RegistrationActName::HandOver => certificate == CertificateState::Issued,
            RegistrationActName::TakeOver => certificate == CertificateState::None,
            RegistrationActName::Check | RegistrationActName::Return => certificate == CertificateState::Held,
            RegistrationActName::ReportLost => {
                matches!(certificate, CertificateState::Issued | CertificateState::Held)
            }
            RegistrationActName::ReportFound => certificate == CertificateState::Lost,
        }
    }
}
