# 海報 A4。

form-policy-poster-a4-title = 政策宣傳海報（A4）
form-policy-poster-a4-brand = 社區就業援助
form-policy-poster-a4-come = 來這裡辦
form-policy-poster-a4-more = 掃碼了解更多
