# 臺帳封面。

form-ledger-cover-title = 臺帳封面
