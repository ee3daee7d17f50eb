# 台账封面。

form-ledger-cover-title = 台账封面
