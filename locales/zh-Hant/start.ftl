# 給居民看的首頁。

start-title = 就業困難人員認定
start-lead = 找工作有困難，可以申請認定為就業困難人員。認定以後，社區會有專人幫您，還能享受社會保險補貼等扶持政策。
start-where-label = 在哪裡申請
start-where = 到您所在社區的服務站，當面申請
start-where-free = 全程免費，不用托人。
start-who = 誰可以申請
start-who-general = 以下幾條都要符合：
start-who-category = 同時至少屬於下面一類。點開看怎樣算：
start-category-proofs = 這一類還要帶：
start-bring = 要帶什麼
start-bring-missing = 缺什麼，服務站會一次寫清楚告訴您，不會讓您一趟一趟跑。
start-how-long = 要多久
start-how-long-text = 每一步都有期限，過了期限上級會知道。工作日不含週末和節假日。
start-step-initial-review = 社區初審
start-step-notice = 張榜公示
start-step-entry = 錄入系統，報送街道
start-step-second-review = 街道復審
start-step-confirmation = 區縣就業局確認
start-step-papers-back = 材料發還到您手上
start-limit-working = { $count } 個工作日
start-limit-natural = { $count } 天
start-limit-months = { $count } 個月
start-more = 還可以
start-notices = 看公示，提出異議
start-staff = 工作人員登入
