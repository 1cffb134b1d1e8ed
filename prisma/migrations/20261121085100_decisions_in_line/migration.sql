-- A decision's record is two or three kilobytes: kept in its row as it is, for to compress it would cost more than to decide it.
ALTER TABLE decisions SET (toast_tuple_target = 8160);
