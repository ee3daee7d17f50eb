//! Sign in, sign out, and the tokens of the API. Only hashes of tokens are stored. Their
//! time is the system's: moving the training clock ends no sign-in.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use data_encoding::BASE64URL_NOPAD;
use jiff::SignedDuration;
use leye_domain::id::UserName;
use leye_domain::staff::Staff;
use leye_store::{ApiTokenRow, SessionRow, UserRow};
use sha2::{Digest, Sha256};

use crate::error::AppError;
use crate::{App, TimeSource};

/// A sign-in ends after this long whatever happens: a working day.
const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// And after this long without use.
const IDLE: SignedDuration = SignedDuration::from_hours(1);
/// How often the last use is written down.
const TOUCH: SignedDuration = SignedDuration::from_mins(5);
/// The shortest password that is accepted, in characters.
pub const SHORTEST_PASSWORD: usize = 10;
/// Longer texts are not hashed: they are no passwords.
const LONGEST_PASSWORD: usize = 200;

/// A sign-in: the token for the cookie and when it ends.
#[derive(Clone)]
pub struct SignIn {
    /// The token; only its hash is stored.
    pub token: String,
    /// Who.
    pub staff: Staff,
    /// Whether the password must be changed first.
    pub must_change: bool,
}

/// Who is signed in.
#[derive(Clone, Debug)]
pub struct Session {
    /// Who.
    pub staff: Staff,
    /// The token that forms must carry.
    pub csrf: String,
    /// Whether the password must be changed first.
    pub must_change: bool,
}

impl App {
    /// Signs in.
    ///
    /// # Errors
    /// [`AppError::SignInFailed`], the same for a wrong name and a wrong password.
    pub async fn sign_in(&self, name: &str, password: &str) -> Result<SignIn, AppError> {
        let name = UserName::parse(name).map_err(|_| AppError::SignInFailed)?;
        let user = self.store.user(name.as_str()).await?.filter(|user| user.active);
        // A name that does not exist costs as much time as one that does.
        let hash = user.as_ref().map_or_else(|| self.no_password.clone(), |u| u.password_hash.clone());
        let right = verify(password.to_owned(), hash).await;
        let user = user.filter(|_| right).ok_or(AppError::SignInFailed)?;
        let token = self.token();
        let now = TimeSource::system();
        let row = SessionRow {
            token_hash: token_hash(&token),
            user: user.name.clone(),
            csrf: self.token(),
            created_at: now,
            seen_at: now,
            expires_at: now.saturating_add(LONGEST).map_err(|e| AppError::Rules(e.to_string()))?,
        };
        self.store.put_session(row).await?;
        let staff = crate::user::staff(&user)?;
        self.record(&staff, "sign_in", user.name.as_str(), None, None).await?;
        Ok(SignIn { token, staff, must_change: user.must_change })
    }

    /// Who holds this token, if it is still good.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, AppError> {
        let hash = token_hash(token);
        let Some((row, user)) = self.store.session_with_user(&hash).await? else { return Ok(None) };
        let now = TimeSource::system();
        if row.expires_at <= now || now.duration_since(row.seen_at) > IDLE {
            self.store.delete_session(&hash).await?;
            return Ok(None);
        }
        if now.duration_since(row.seen_at) > TOUCH {
            self.store.touch_session(&hash, now).await?;
        }
        if !user.active {
            return Ok(None);
        }
        Ok(Some(Session { staff: crate::user::staff(&user)?, csrf: row.csrf, must_change: user.must_change }))
    }

    /// Ends a sign-in.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn sign_out(&self, token: &str) -> Result<(), AppError> {
        Ok(self.store.delete_session(&token_hash(token)).await?)
    }

    /// Makes a token for the API; it is shown once.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for an unknown or disabled user.
    pub async fn make_api_token(&self, name: &str, label: &str) -> Result<String, AppError> {
        self.store.user(name).await?.filter(|u| u.active).ok_or(AppError::NotFound)?;
        let token = format!("leye_{}", self.token());
        self.store
            .put_api_token(ApiTokenRow {
                token_hash: token_hash(&token),
                user: name.to_owned(),
                label: label.to_owned(),
                created_at: TimeSource::system(),
                expires_at: None,
            })
            .await?;
        Ok(token)
    }

    /// Who holds this token of the API.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn api_caller(&self, token: &str) -> Result<Option<Staff>, AppError> {
        let Some(row) = self.store.api_token(&token_hash(token)).await? else { return Ok(None) };
        if row.expires_at.is_some_and(|end| end <= TimeSource::system()) {
            return Ok(None);
        }
        let user = self.store.user(&row.user).await?.filter(|u| u.active);
        user.as_ref().map(crate::user::staff).transpose()
    }

    fn token(&self) -> String {
        BASE64URL_NOPAD.encode(&self.chance.bytes::<32>())
    }
}

fn token_hash(token: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// Hashes a password, off the async threads because it is slow on purpose.
///
/// # Errors
/// A fault of the field `password` when it is too short or too long.
pub(crate) async fn hash(password: String, salt: [u8; 16]) -> Result<String, AppError> {
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(AppError::field("password", "too-short"));
    }
    if length > LONGEST_PASSWORD {
        return Err(AppError::field("password", "too-long"));
    }
    let work = move || {
        Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(|e| AppError::Rules(format!("the password cannot be hashed: {e}")))
    };
    tokio::task::spawn_blocking(work).await.map_err(|e| AppError::Rules(e.to_string()))?
}

async fn verify(password: String, hash: String) -> bool {
    if password.chars().count() > LONGEST_PASSWORD {
        return false;
    }
    let work = move || Argon2::default().verify_password(password.as_bytes(), hash.as_str()).is_ok();
    tokio::task::spawn_blocking(work).await.unwrap_or(false)
}

/// Whether the row may sign in with the password; used before a change of password.
pub(crate) async fn matches(user: &UserRow, password: &str) -> bool {
    verify(password.to_owned(), user.password_hash.clone()).await
}

impl App {
    /// A key for tokens that need not outlive the process.
    pub fn random_key(&self) -> [u8; 32] {
        self.chance.bytes()
    }
}
