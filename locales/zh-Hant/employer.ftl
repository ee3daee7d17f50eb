# 用人單位。

nav-employers = 用人單位
employers-lead = 本區縣的用人單位，從臺帳匯入。
employers-look = 統一社會信用代碼，或名稱的一部分
employers-go = 查找
employers-found = 本頁 { $count } 家單位
employers-results = 用人單位
employers-none-title = 沒有找到單位
employers-none-text = 請核對代碼，或換名稱裡的其他字再找。單位資料由管理員從臺帳匯入（leye import employers）。
employer-name = 名稱
employer-code = 統一社會信用代碼
employer-trade = 行業
employer-address = 地址
employer-contact = 聯繫人
employer-phone = 電話
employer-agency = 資料所屬機構
employer-not-given = 未填
