# 海報 A3。

form-policy-poster-a3-title = 政策宣傳海報（A3）
form-policy-poster-a3-brand = 社區就業援助
form-policy-poster-a3-come = 來這裡辦
form-policy-poster-a3-more = 掃碼了解更多
