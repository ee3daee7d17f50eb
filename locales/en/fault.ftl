# When something does not go: what is wrong, and what to do next.

fault-home = Go to the start page
fault-not-found-title = Page not found
fault-not-found-text = The address may be mistyped, the page may be gone, or it may not be yours to see. Begin again from the start page.
fault-stale-form-title = This page was open too long
fault-stale-form-text = To be safe, nothing was sent. Go back, reload the page and send it again.
fault-too-often-title = Too many tries
fault-too-often-text = Wait a minute, then try again. If you forgot your password, ask your administrator.
fault-too-large-title = That was too much
fault-too-large-text = What was sent is too long, and nothing was saved. Go back, make it shorter and send it again.
fault-unreadable-title = What was sent cannot be read
fault-unreadable-text = There were characters in it that cannot be read, and nothing was saved. Go back and type it instead of pasting it.
fault-forbidden-title = This is not yours to do
fault-forbidden-text = It does not belong to your role or your agency. If it should, ask your administrator to check your role.
fault-changed-title = Somebody else was first
fault-changed-text = Somebody changed the same thing after you opened the page. Your change was not saved. Go back, reload the page and do it again.
fault-erased-title = Data erased
fault-erased-text = The data of this person were erased on purpose. They can be neither read nor added to.
fault-not-training-title = This clock cannot be moved
fault-not-training-text = These are real cases. Only the clock of a training service can be moved.
fault-refused-title = It was not done
fault-refused-text = As things stand this cannot be done, and nothing was changed. Go back, check it and try again.
fault-failed-title = Something went wrong on our side
fault-failed-text = It is not your fault, and what you sent may not have been saved. Try again in a while; if it still fails, tell your administrator.
fault-sign-in-title = Please sign in
fault-sign-in-text = Sign in to see this page.
