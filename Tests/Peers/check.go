// Checks a folder of pledge-log-sample with Go's own packages for notes and transparency logs.
//
//	check FOLDER
//
// Prints `ok NAME` or `FAILED NAME: why` for each check; exit 1 when one failed.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is the height that C2SP fixes.
const tileHeight = 8

type checkpoint struct {
	origin string
	tree   tlog.Tree
}

type folder string

func (f folder) read(path string) ([]byte, error) { return os.ReadFile(filepath.Join(string(f), path)) }

// openNote opens a signed checkpoint with the key of the log.
func (f folder) openNote(data []byte) (checkpoint, error) {
	var none checkpoint
	vkey, err := f.read("vkey")
	if err != nil {
		return none, err
	}
	verifier, err := note.NewVerifier(strings.TrimSuffix(string(vkey), "\n"))
	if err != nil {
		return none, err
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return none, err
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] != verifier.Name() {
		return none, fmt.Errorf("not three lines with the key's name first: %q", opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return none, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return none, err
	}
	return checkpoint{lines[0], tlog.Tree{N: size, Hash: root}}, nil
}

// place is the C2SP path of a tile that Go names its own way: `tile/8/L/N` is `tile/L/N`, its data `tile/entries/N`.
func place(tile tlog.Tile) string {
	return strings.Replace(strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1), "tile/8/", "tile/", 1)
}

func (f folder) Height() int { return tileHeight }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	data := make([][]byte, len(tiles))
	for i, tile := range tiles {
		var err error
		if data[i], err = f.read(place(tile)); err != nil {
			return nil, err
		}
	}
	return data, nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// entries calls visit with each entry of the log, in order.
func (f folder) entries(size int64, visit func(int64, []byte) error) error {
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		path := place(tlog.Tile{H: tileHeight, L: -1, N: first / 256, W: int(width)})
		data, err := f.read(path)
		if err != nil {
			return err
		}
		for i := int64(0); i < width; i++ {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return fmt.Errorf("%s: cut off at entry %d", path, first+i)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			if err := visit(first+i, data[2:length]); err != nil {
				return err
			}
			data = data[length:]
		}
		if len(data) != 0 {
			return fmt.Errorf("%s: %d bytes after the last entry", path, len(data))
		}
	}
	return nil
}

// stored computes every hash of the tree from the entries alone, in Go's order.
func (f folder) stored(size int64) (tlog.HashReaderFunc, error) {
	var hashes []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(hashes)) {
				return nil, fmt.Errorf("no hash %d", index)
			}
			found[i] = hashes[index]
		}
		return found, nil
	})
	err := f.entries(size, func(index int64, entry []byte) error {
		more, err := tlog.StoredHashes(index, entry, reader)
		hashes = append(hashes, more...)
		return err
	})
	return reader, err
}

func parseHashes(lines []string) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, hash)
	}
	return hashes, nil
}

func number(line, prefix string) (int64, error) {
	if !strings.HasPrefix(line, prefix) {
		return 0, fmt.Errorf("%q does not begin with %q", line, prefix)
	}
	return strconv.ParseInt(strings.TrimPrefix(line, prefix), 10, 64)
}

// receipt checks one receipt with its leaf, as a patient would, from nothing but the log's key.
func (f folder) receipt(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	leaf, err := os.ReadFile(strings.TrimSuffix(path, ".tlog-proof") + ".leaf")
	if err != nil {
		return err
	}
	end := bytes.Index(data, []byte("\n\n"))
	if end < 0 {
		return errors.New("no empty line")
	}
	lines := strings.Split(string(data[:end]), "\n")
	if len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return errors.New("not a receipt")
	}
	index, err := number(lines[1], "index ")
	if err != nil {
		return err
	}
	hashes, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	head, err := f.openNote(data[end+2:])
	if err != nil {
		return err
	}
	return tlog.CheckRecord(hashes, head.tree.N, head.tree.Hash, index, tlog.RecordHash(leaf))
}

// consistency checks that the log began as the older checkpoint says, with the proof in the folder.
func (f folder) consistency(head checkpoint) error {
	note, err := f.read("older/checkpoint")
	if err != nil {
		return err
	}
	older, err := f.openNote(note)
	if err != nil {
		return err
	}
	text, err := f.read("older/consistency")
	if err != nil {
		return err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if len(lines) < 2 || lines[0] != fmt.Sprint("old ", older.tree.N) || lines[1] != fmt.Sprint("new ", head.tree.N) {
		return errors.New("the proof is of other sizes")
	}
	hashes, err := parseHashes(lines[2:])
	if err != nil {
		return err
	}
	return tlog.CheckTree(hashes, head.tree.N, head.tree.Hash, older.tree.N, older.tree.Hash)
}

// tiles compares every tile of a checkpoint's size with what Go makes of the entries.
func (f folder) tiles(size int64, stored tlog.HashReader) error {
	for _, tile := range tlog.NewTiles(tileHeight, 0, size) {
		// Go lists every width that a partial tile ever had; a checkpoint needs the last.
		if last := size >> (tileHeight * tile.L) % 256; tile.W < 256 && int64(tile.W) != last {
			continue
		}
		want, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return err
		}
		have, err := f.read(place(tile))
		if err != nil {
			return err
		}
		if !bytes.Equal(want, have) {
			return fmt.Errorf("%s differs", place(tile))
		}
	}
	return nil
}

// throughTiles proves entries and an older size from tiles alone, with Go's own reader, which trusts no tile.
func (f folder) throughTiles(head checkpoint, stored tlog.HashReader) error {
	reader := tlog.TileHashReader(head.tree, f)
	for _, index := range []int64{0, head.tree.N / 2, head.tree.N - 1} {
		proof, err := tlog.ProveRecord(head.tree.N, index, reader)
		if err != nil {
			return err
		}
		want, err := tlog.ProveRecord(head.tree.N, index, stored)
		if err != nil {
			return err
		}
		if fmt.Sprint(proof) != fmt.Sprint(want) {
			return fmt.Errorf("the proof of entry %d differs", index)
		}
	}
	root, err := tlog.TreeHash(head.tree.N, reader)
	if err == nil && root != head.tree.Hash {
		err = fmt.Errorf("root %s instead of %s", root, head.tree.Hash)
	}
	return err
}

// probes compares our answer to each proof, most of them spoiled, with Go's.
func (f folder) probes() (int, error) {
	text, err := f.read("probes")
	if err != nil {
		return 0, err
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	for i, line := range lines {
		fields := strings.Fields(line)
		if len(fields) != 7 {
			return 0, fmt.Errorf("line %d has %d fields", i+1, len(fields))
		}
		first, err1 := strconv.ParseInt(fields[1], 10, 64)
		second, err2 := strconv.ParseInt(fields[2], 10, 64)
		roots, err3 := parseHashes(fields[3:5])
		var hashes []tlog.Hash
		var err4 error
		if fields[5] != "-" {
			hashes, err4 = parseHashes(strings.Split(fields[5], ","))
		}
		for _, err := range []error{err1, err2, err3, err4} {
			if err != nil {
				return 0, err
			}
		}
		if fields[0] == "inclusion" {
			err = tlog.CheckRecord(hashes, second, roots[1], first, roots[0])
		} else {
			err = tlog.CheckTree(hashes, second, roots[1], first, roots[0])
		}
		// What is proved from nothing is nothing: Go refuses it, and we hold it for true.
		if fields[0] == "consistency" && first == 0 {
			continue
		}
		if (err == nil) != (fields[6] == "good") {
			return 0, fmt.Errorf("line %d: we say %s, Go says %v", i+1, fields[6], err)
		}
	}
	return len(lines), nil
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: check FOLDER")
		os.Exit(2)
	}
	f := folder(os.Args[1])
	failed := false
	report := func(name string, err error) {
		if err != nil {
			failed = true
			fmt.Printf("FAILED %s: %v\n", name, err)
		} else {
			fmt.Printf("ok %s\n", name)
		}
	}
	data, err := f.read("checkpoint")
	var head checkpoint
	if err == nil {
		head, err = f.openNote(data)
	}
	report("go: the checkpoint's note", err)
	if err != nil {
		os.Exit(1)
	}
	stored, err := f.stored(head.tree.N)
	if err == nil {
		var root tlog.Hash
		root, err = tlog.TreeHash(head.tree.N, stored)
		if err == nil && root != head.tree.Hash {
			err = fmt.Errorf("%s instead of %s", root, head.tree.Hash)
		}
	}
	report(fmt.Sprintf("go: the root of %d entries", head.tree.N), err)
	report("go: every tile", f.tiles(head.tree.N, stored))
	report("go: proofs through tiles", f.throughTiles(head, stored))
	report("go: consistency with the older checkpoint", f.consistency(head))
	receipts, _ := filepath.Glob(filepath.Join(string(f), "receipts", "*.tlog-proof"))
	if len(receipts) < 3 {
		report("go: receipts", fmt.Errorf("only %d", len(receipts)))
	}
	for _, path := range receipts {
		report("go: receipt "+strings.TrimSuffix(filepath.Base(path), ".tlog-proof"), f.receipt(path))
	}
	count, err := f.probes()
	report(fmt.Sprintf("go: the same answer to %d proofs", count), err)
	if failed {
		os.Exit(1)
	}
}
