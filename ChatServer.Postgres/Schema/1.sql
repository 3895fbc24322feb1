-- Version 1. All names are found through the search path, which starts with the schema of the chat.

create table node (
  id int primary key generated always as identity,
  name text not null,
  address text not null,
  batch bigint not null default 0,       -- number of the last batch that this node has stored
  moved int[],                           -- outcome of that batch: actors whose users were logged in elsewhere
  lost int[],                            -- outcome of that batch: accounts that existed already
  started timestamptz not null default clock_timestamp(),
  renewed timestamptz not null default clock_timestamp(),
  gone boolean not null default false
) with (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

create sequence batch_seq;
create sequence epoch_seq;

-- Where each user is logged in; node 0: nowhere. Rows are never deleted at a logout: the lock of the row decides between two logins.
create table session (
  user_id text collate "C" primary key,
  node int not null,
  epoch bigint not null,
  since bigint not null                  -- the first of the logins at this node without one at another node, and without a logout, between them
) with (fillfactor = 70);
create index session_node on session (node) where node <> 0;

-- Unconfirmed messages. A copy of a message to a group has no body of its own.
create table message (
  recipient text collate "C" not null,
  id uuid not null,
  seq bigint not null,
  sender text collate "C",
  body text,
  tracked boolean not null,
  ref text,
  wall bigint,
  age bigint,
  primary key (recipient, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 100000, autovacuum_vacuum_insert_scale_factor = 0,
        autovacuum_vacuum_insert_threshold = 500000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 500000);
create index message_copy on message (id) where body is null;

create table group_message (
  id uuid primary key,
  grp text not null,
  sender text not null,
  body text not null,
  tracked boolean not null,
  ref text,
  wall bigint,
  age bigint,
  expired boolean not null default false,
  seq bigint not null
);

-- Tracked messages that have ended, so that a repeated reference is found.
create table remembered (
  seq bigint primary key generated always as identity,
  id uuid not null,
  sender text not null,
  ref text,
  target text not null,
  is_group boolean not null,
  ended smallint not null,
  ended_at bigint not null
);
create index remembered_time on remembered (ended_at);

create table membership (
  grp text collate "C" not null,
  user_id text collate "C" not null,
  since uuid not null,
  primary key (grp, user_id)
);

create table account (
  id text collate "C" primary key,
  hash text not null,
  changed bigint not null,
  flags int not null default 0
);

create table ban (
  target text collate "C" primary key,
  until bigint not null,
  reason text not null
);

create table list_entry (
  user_id text collate "C" not null,
  list text collate "C" not null,
  entry text collate "C" not null,
  primary key (user_id, list, entry)
);

-- What each node has stored, for the other nodes. Rows are removed when all living nodes have applied them.
create table batch (
  node int not null,
  number bigint not null,
  after_node int[] not null,             -- this batch comes after these batches of other nodes
  after_batch bigint[] not null,
  moved int[],
  lost int[],
  data bytea not null,
  primary key (node, number)
);
alter table batch alter column data set storage external;

-- How far each node has applied the batches of the others.
create table progress (
  node int not null,
  origin int not null,
  number bigint not null,
  primary key (node, origin)
);

create table clock (
  one boolean primary key default true check (one),
  age bigint not null
);

-- Stores a batch: exactly once, and only what acts for users who are logged in at this node.
create function flush_1(
  p_node int, p_batch bigint, a_user text[], a_epoch bigint[],
  m_recipient text[], m_id uuid[], m_sender text[], m_body text[], m_tracked boolean[], m_ref text[], m_wall bigint[], m_age bigint[], m_actor int[],
  g_id uuid[], g_group text[], g_sender text[], g_body text[], g_tracked boolean[], g_ref text[], g_wall bigint[], g_age bigint[], g_actor int[],
  e_recipient text[], e_id uuid[], e_end smallint[], e_time bigint[], e_actor int[],
  o_kind int[], o_key text[], o_name text[], o_id uuid[], o_number bigint[], o_actor int[],
  p_after_node int[], p_after_batch bigint[], p_data bytea,
  out r_moved int[], out r_lost int[])
language plpgsql set search_path from current set enable_hashjoin = off set enable_mergejoin = off set plan_cache_mode = force_generic_plan as $$
declare
  v_batch bigint;
  v_gone boolean;
  v_moved int[];
  v_base bigint;
  r record;
begin
  -- The lock of the node's row orders this batch and the logins that take users away. Each statement below sees all that was committed before.
  select n.batch, n.gone into v_batch, v_gone from node n where n.id = p_node for no key update;
  if not found or v_gone then
    raise exception 'this node is gone' using errcode = 'CH001';
  end if;
  if v_batch <> p_batch - 1 then
    raise exception 'batch % comes after %', p_batch, v_batch using errcode = 'CH002';
  end if;
  if p_data is null and exists (select 1 from node n where n.id <> p_node and not n.gone) then
    raise exception 'other nodes need the data' using errcode = 'CH003';
  end if;

  select array_agg(a.o::int) into r_moved from unnest(a_user, a_epoch) with ordinality a(u, e, o)
    where not exists (select 1 from session x where x.user_id = a.u and x.node = p_node and a.e between x.since and x.epoch);
  v_moved := coalesce(r_moved, '{}');

  if cardinality(m_recipient) > 0 then
    v_base := nextval('batch_seq') << 24;
    if cardinality(g_id) > 0 then
      insert into group_message select i, g, s, b, t, f, w, a, false, v_base
        from unnest(g_id, g_group, g_sender, g_body, g_tracked, g_ref, g_wall, g_age, g_actor) x(i, g, s, b, t, f, w, a, c) where c <> all (v_moved);
    end if;
    if r_moved is null then
      insert into message select p, i, v_base + o, s, b, t, f, w, a
        from unnest(m_recipient, m_id, m_sender, m_body, m_tracked, m_ref, m_wall, m_age) with ordinality x(p, i, s, b, t, f, w, a, o);
    else
      insert into message select p, i, v_base + o, s, b, t, f, w, a
        from unnest(m_recipient, m_id, m_sender, m_body, m_tracked, m_ref, m_wall, m_age, m_actor) with ordinality x(p, i, s, b, t, f, w, a, c, o)
        where c <> all (v_moved);
    end if;
  end if;

  if cardinality(e_recipient) > 0 then
    with d as (
      delete from message x using unnest(e_recipient, e_id, e_end, e_time, e_actor) e(p, i, n, t, c)
        where x.recipient = e.p and x.id = e.i and e.c <> all (v_moved)
        returning x.id, x.sender, x.ref, x.recipient, x.tracked, x.body, e.n, e.t)
    insert into remembered (id, sender, ref, target, is_group, ended, ended_at)
      select id, sender, ref, recipient, false, n, t from d where tracked and body is not null;
    if 2 = any (e_end) then
      update group_message g set expired = true from unnest(e_id, e_end, e_actor) e(i, n, c) where g.id = e.i and e.n = 2 and e.c <> all (v_moved);
    end if;
  end if;

  if cardinality(o_kind) > 0 then
    for r in select * from unnest(o_kind, o_key, o_name, o_id, o_number, o_actor) with ordinality x(kind, key, name, id, number, actor, o) order by o loop
      continue when r.actor = any (v_moved);
      case r.kind
        when 105 then
          insert into account values (r.key, r.name, r.number, 0) on conflict do nothing;
          if not found then
            r_lost := array_append(r_lost, r.o::int);
          end if;
        when 5 then
          update account set hash = r.name, changed = r.number where id = r.key;
        when 6 then delete from account where id = r.key;
        when 14 then update account set flags = r.number where id = r.key;
        when 7 then insert into membership values (r.key, r.name, r.id) on conflict do nothing;
        when 8 then delete from membership where grp = r.key and user_id = r.name;
        when 13 then insert into clock values (true, r.number) on conflict (one) do update set age = greatest(clock.age, excluded.age);
        when 15 then insert into ban values (r.key, r.number, r.name) on conflict (target) do update set until = excluded.until, reason = excluded.reason;
        when 16 then delete from ban where target = r.key;
        -- The key has the user and the list, which contain no space.
        when 17 then insert into list_entry values (split_part(r.key, ' ', 1), split_part(r.key, ' ', 2), r.name) on conflict do nothing;
        when 18 then delete from list_entry where user_id = split_part(r.key, ' ', 1) and list = split_part(r.key, ' ', 2) and entry = r.name;
      end case;
    end loop;
  end if;

  if p_data is not null then
    insert into batch values (p_node, p_batch, p_after_node, p_after_batch, r_moved, r_lost, p_data);
  end if;
  update node n set batch = p_batch, moved = r_moved, lost = r_lost, renewed = clock_timestamp() where n.id = p_node;
end $$;

-- Logs users in at a node. Afterwards no batch of the node where they were can act for them.
create function login_1(p_users text[], p_node int) returns table (o_user text, o_epoch bigint, o_node int, o_old bigint)
language plpgsql set search_path from current as $$
declare
  v_user text[];
  v_node int[];
  v_epoch bigint[];
begin
  perform 1 from node n where n.id = p_node and not n.gone for key share;
  if not found then
    raise exception 'this node is gone' using errcode = 'CH001';
  end if;
  insert into session select distinct u, 0, 0, 0 from unnest(p_users) u order by 1 on conflict do nothing;
  select array_agg(x.user_id), array_agg(x.node), array_agg(x.epoch) into v_user, v_node, v_epoch
    from (select s.user_id, s.node, s.epoch from session s where s.user_id = any (p_users) order by s.user_id for update) x;
  perform 1 from node n where n.id = any (v_node) and n.id <> p_node order by n.id for share;
  update session s set node = p_node, epoch = x.e, since = case when s.node = p_node then s.since else x.e end
    from (select u, nextval('epoch_seq') e from unnest(v_user) u) x where s.user_id = x.u;
  return query select x.u, s.epoch, x.n, x.e from unnest(v_user, v_node, v_epoch) x(u, n, e) join session s on s.user_id = x.u;
end $$;
