# 回訪記錄表。

form-visit-sheet-title = 跟蹤服務回訪記錄表
form-visit-sheet-round = 第 { $round } 次
form-visit-sheet-questions = 詢問內容
form-visit-sheet-person-1 = 現在的崗位、工作內容和上班時間
form-visit-sheet-person-2 = 每月收入，工資是否按時發放
form-visit-sheet-person-3 = 是否簽訂勞動合同、繳納社會保險
form-visit-sheet-person-4 = 能否勝任，身體是否適應
form-visit-sheet-person-5 = 有什麼困難，需要什麼幫助
form-visit-sheet-family-1 = 家裡對這份工作怎麼看
form-visit-sheet-family-2 = 家庭收入和生活有什麼變化
form-visit-sheet-family-3 = 老人、孩子有沒有人照顧
form-visit-sheet-family-4 = 家裡還有沒有人想找工作
form-visit-sheet-family-5 = 有什麼困難，需要什麼幫助
form-visit-sheet-employer-1 = 出勤和工作表現
form-visit-sheet-employer-2 = 是否簽訂勞動合同、繳納社會保險
form-visit-sheet-employer-3 = 是否打算長期留用
form-visit-sheet-employer-4 = 是否知道並申請了招用補貼
form-visit-sheet-employer-5 = 還有沒有適合的空崗，有什麼需要協調
