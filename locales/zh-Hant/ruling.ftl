# 規則算出的結論、已知情況與審核的偏離。

ruling-by-rules = 依規則計算：
ruling-eligible = 符合認定條件
ruling-ineligible = 不符合認定條件
ruling-unknown = 尚不能判斷
ruling-lead = 以申請日 { $on } 為準，規則包 { $pack }（指紋 { $hash }…）。
ruling-since-title = 申請以來的變化
ruling-today-title = 若今天申請，會有不同
ruling-today-verdict = 結論：{ $verdict }
ruling-file-title = 個人檔案與本件記載不一致
ruling-change = { $what }：{ $before } → { $now }
ruling-household = 家庭成員
ruling-self = 本人
ruling-member-number = 家庭成員 { $number }
ruling-member = { $who }：{ $facts }
ruling-missing = 缺少情況：
ruling-proved-by = 可憑
ruling-confirmed-by = 核實單位：
ruling-article = 查看條文
verdict-unknown = 未知
fact-yes = 是
fact-no = 否
fact-not-known = 未知
tick-why = 依據
tick-depart-met = 我認定符合（與計算不同）
tick-depart-not-met = 我認定不符合（與計算不同）
found-title = 審核結論
receipts-download = 下載審核回執（可離線驗證）
field-departure = 偏離計算結論的理由
field-departure-hint = 只有您的認定與計算不同時才需填寫，將記入回執。
reason-departs-from-ruling = 您的認定與計算不同：{ $conditions }。請先記錄情況，或寫明理由。
reason-facts-unchanged-since = 所填情況與已記載的相同，沒有可以記錄的變化。

intake-facts = 申請人情況
intake-facts-hint = 逐項詢問。不清楚的選「未知」，以後可以補記；未知不等於否。

act-record-facts = 記錄情況
act-record-facts-button = 記錄情況
act-record-facts-lead = 填寫目前已知的全部情況，規則據此計算結論。改動以前填過的內容須寫明理由；補填未知的不必。
done-record-facts = 情況已記錄，結論已重新計算。
event-facts-recorded = 情況已記錄
fault-fact-unknown = 現行規則沒有這一項。
fault-fact-wrong-kind = 請從所列的選項中選擇。
fault-fact-out-of-range = 超出允許的範圍。
fault-fact-too-long-ago = 日期過早，請核對。
fault-in-future = 日期不能在今天之後。
intake-member-facts = 此人的就業情況（零就業家庭須填）
