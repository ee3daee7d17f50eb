# The ledger cover.

form-ledger-cover-title = Ledger Cover
