# 每一種文書共用的話。

form-all-page = 第 # 頁，共 % 頁
form-all-continued = { $title }（續頁）
form-all-continues = ……（轉續頁）
form-all-verify-code = 核驗碼
form-all-verify-how = 掃描二維碼，或在核驗頁輸入核驗碼，即可查驗本文書真偽和是否有效。
form-all-seal = （印章）
form-all-name-seal = 工作名章
form-all-photo = 照片
form-all-free = 辦理全程免費。
form-all-colon = ：
form-all-number-sign = 序號
form-month = { $year }年{ $month-name }
form-money = { $amount } 元
form-blank = ＿＿＿＿＿＿
form-list-sign = 、
form-all-date = 日期
form-day = { $year }年{ $month-name }{ $day }日
