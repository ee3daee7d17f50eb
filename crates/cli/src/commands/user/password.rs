//! A new password: typed without echo, read from standard input, or drawn at random.

use std::io::{self, IsTerminal};

use anyhow::{Context, Result, bail};
use leye_app::Chance;

/// Letters and digits that are not mistaken for one another when read aloud or copied.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
/// Groups of four letters: 16 of 31 are 79 bits.
const GROUPS: usize = 4;

/// Asks for the password twice on a terminal, else reads one line of standard input.
///
/// # Errors
/// Nothing was given, or two different texts.
pub fn read(name: &str) -> Result<String> {
    if io::stdin().is_terminal() {
        let first = rpassword::prompt_password(format!("Password for {name}: "))
            .context("asking for the password")?;
        let again = rpassword::prompt_password("The same again: ").context("asking for the password")?;
        if first != again {
            bail!("the two passwords differ; try again");
        }
        return Ok(first);
    }
    let mut line = String::new();
    io::stdin().read_line(&mut line).context("reading the password from standard input")?;
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        bail!("standard input gave no password; write it there on one line, or use --generate");
    }
    Ok(password.to_owned())
}

/// Draws a password from the operating system's generator.
pub fn generate() -> String {
    from(&Chance::from_system())
}

fn from(chance: &Chance) -> String {
    let letter = || {
        let at = usize::try_from(chance.below(LETTERS.len() as u64)).unwrap_or_default();
        char::from(LETTERS[at])
    };
    let group = || (0..4).map(|_| letter()).collect::<String>();
    (0..GROUPS).map(|_| group()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generated_passwords_differ_and_are_long_enough() {
        let chance = Chance::from_seed(1);
        let (first, second) = (from(&chance), from(&chance));
        assert_ne!(first, second);
        assert_eq!(first.len(), 19);
        assert!(first.len() >= leye_app::session::SHORTEST_PASSWORD);
    }
}
