"""spiff.py CLIENTS CASES_EACH: whole lives of cases in SpiffWorkflow.

Twelve steps a case. Each step reads the whole state from SQLite, runs one task, and
writes state, worklist columns and one audit row in a transaction of its own with full
synchronisation. Prints one JSON object."""
import datetime
import io
import json
import multiprocessing as mp
import os
import sqlite3
import sys
import tempfile
import time

STEPS = ["submit", "pass_initial_review", "complete_form", "post_notice", "close_notice", "record_entry",
         "forward", "pass_second_review", "confirm", "annotate", "receive_back", "hand_back"]
LIMITS = [2, 2, 3, 3, 2, 2, 2, 4, 2, 2, 2, 0]
TABLES = """
create table wf (id integer primary key, state text not null, org integer, status integer, deadline text);
create index wf_work on wf (org, status, deadline);
create table audit (id integer primary key, case_id integer, step text, actor text, at text,
  from_status integer, to_status integer, note text);
create index audit_case on audit (case_id);
"""
WARM_UP = 3


def process():
    """The procedure: one task after the other."""
    ids = ["start"] + STEPS + ["end"]
    parts = ['<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions '
             'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x">'
             '<bpmn:process id="case" isExecutable="true">']
    for at, name in enumerate(ids):
        tag = "startEvent" if at == 0 else "endEvent" if at == len(ids) - 1 else "manualTask"
        into = f"<bpmn:incoming>f{at - 1}</bpmn:incoming>" if at else ""
        out = f"<bpmn:outgoing>f{at}</bpmn:outgoing>" if at < len(ids) - 1 else ""
        parts.append(f'<bpmn:{tag} id="{name}" name="{name}">{into}{out}</bpmn:{tag}>')
    for at in range(len(ids) - 1):
        parts.append(f'<bpmn:sequenceFlow id="f{at}" sourceRef="{ids[at]}" targetRef="{ids[at + 1]}"/>')
    return ("".join(parts) + "</bpmn:process></bpmn:definitions>").encode()


def working_day(day, count):
    while count:
        day += datetime.timedelta(1)
        if day.weekday() < 5:
            count -= 1
    return day


def connect(path):
    connection = sqlite3.connect(path, timeout=60, isolation_level=None)
    connection.execute("pragma journal_mode=wal")
    connection.execute("pragma synchronous=full")
    return connection


def client(number, cases, path, barrier, results):
    from lxml import etree
    from SpiffWorkflow.bpmn.parser import BpmnParser
    from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
    from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
    from SpiffWorkflow.util.task import TaskState
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.BytesIO(process())))
    spec, serializer, database = parser.get_spec("case"), BpmnWorkflowSerializer(), connect(path)

    def step(case, at):
        database.execute("begin immediate")
        if at == 0:
            flow = BpmnWorkflow(spec)
            flow.do_engine_steps()
        else:
            state = database.execute("select state from wf where id=?", (case,)).fetchone()[0]
            flow = serializer.deserialize_json(state)
        task = flow.get_next_task(state=TaskState.READY, manual=True)
        assert task.task_spec.name == STEPS[at], task.task_spec.name
        today = datetime.date.today()
        due = working_day(today, LIMITS[at]).isoformat()
        task.data.update({"person": f"王小明{case}", "actor": "经办人01", "note": "材料齐全,同意", "due": due})
        task.run()
        flow.do_engine_steps()
        state = serializer.serialize_json(flow)
        if at == 0:
            database.execute("insert into wf values (?,?,?,?,?)", (case, state, case % 200, 1, due))
        else:
            database.execute("update wf set state=?, status=?, deadline=? where id=?", (state, at + 1, due, case))
        database.execute("insert into audit (case_id, step, actor, at, from_status, to_status, note) "
                         "values (?,?,?,?,?,?,?)",
                         (case, STEPS[at], "经办人01", today.isoformat(), at, at + 1, "材料齐全,同意"))
        database.execute("commit")
        return flow

    base = (number + 1) * 1_000_000
    for case in range(WARM_UP):
        for at in range(len(STEPS)):
            flow = step(base + 500_000 + case, at)
    assert flow.is_completed()
    barrier.wait()
    waits, begun = [], time.perf_counter()
    for case in range(cases):
        for at in range(len(STEPS)):
            before = time.perf_counter()
            step(base + case, at)
            waits.append(time.perf_counter() - before)
    results.put((begun, time.perf_counter(), waits))


def main():
    clients, cases = int(sys.argv[1]), int(sys.argv[2])
    mp.set_start_method("spawn")
    with tempfile.TemporaryDirectory(dir=os.environ.get("LEYE_BENCH_DIR")) as folder:
        path = os.path.join(folder, "spiff.db")
        connect(path).executescript(TABLES)
        barrier, results = mp.Barrier(clients), mp.Queue()
        workers = [mp.Process(target=client, args=(n, cases, path, barrier, results)) for n in range(clients)]
        for worker in workers:
            worker.start()
        done = [results.get() for _ in workers]
        for worker in workers:
            worker.join()
    taken = max(end for _, end, _ in done) - min(begun for begun, _, _ in done)
    waits = sorted(wait for _, _, waits in done for wait in waits)
    print(json.dumps({"lives": clients * cases / taken, "acts": len(waits) / taken,
                      "p50": waits[len(waits) // 2] * 1e3, "p99": waits[len(waits) * 99 // 100] * 1e3}))


if __name__ == "__main__":
    main()
