# 公示。

form-public-notice-title = 就業困難人員認定公示
form-public-notice-number = 編號：{ $notice-number }
form-public-notice-opening = 下列人員申請「{ $matter }」，經社區初審符合條件，現予公示，接受監督。
form-public-notice-span = 公示期
form-public-notice-span-days = { $from }至{ $until }
form-public-notice-objection = 有異議的，請在公示期內實名或者匿名反映，並說明具體情況。我們為反映人保密，逐件核查。
form-public-notice-privacy = 為保護個人信息，姓名隱去部分文字，不公開號碼、住址和家庭情況。
