// Verifies a saved log with Go's own transparency-log packages, written by others for the Go checksum database.
// Usage: verify FOLDER VKEY [EARLIER-CHECKPOINT [PRUNED]]: entries below PRUNED need not be there.
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error) {
	if err != nil {
		fmt.Println("WRONG:", err)
		os.Exit(1)
	}
}

func readCheckpoint(file string, verifiers note.Verifiers) tlog.Tree {
	signed, err := os.ReadFile(file)
	check(err)
	opened, err := note.Open(signed, verifiers)
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

type tiles struct{ folder string }

func (t tiles) Height() int                          { return 8 }
func (t tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	read := make([][]byte, len(wanted))
	for i, tile := range wanted {
		// Go's paths name the height, those of C2SP tlog-tiles do not.
		path := strings.TrimPrefix(tile.Path(), "tile/8/")
		bytes, err := os.ReadFile(filepath.Join(t.folder, "tile", path))
		if err != nil {
			return nil, err
		}
		read[i] = bytes
	}
	return read, nil
}

func main() {
	folder, vkey := os.Args[1], os.Args[2]
	verifier, err := note.NewVerifier(vkey)
	check(err)
	verifiers := note.VerifierList(verifier)
	tree := readCheckpoint(filepath.Join(folder, "checkpoint"), verifiers)
	reader := tlog.TileHashReader(tree, tiles{folder})
	pruned := int64(0)
	if len(os.Args) > 4 {
		pruned, err = strconv.ParseInt(os.Args[4], 10, 64)
		check(err)
	}
	for first := int64(0); first < tree.N; first += 256 {
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: 256}
		if tree.N-first < 256 {
			tile.W = int(tree.N - first)
		}
		path := strings.TrimPrefix(tile.Path(), "tile/8/0/")
		bundle, err := os.ReadFile(filepath.Join(folder, "tile/entries", path))
		if os.IsNotExist(err) && first+256 <= pruned {
			continue
		}
		check(err)
		for i := first; i < first+int64(tile.W); i++ {
			length := int(binary.BigEndian.Uint16(bundle))
			leaf := bundle[2 : 2+length]
			bundle = bundle[2+length:]
			proof, err := tlog.ProveRecord(tree.N, i, reader)
			check(err)
			check(tlog.CheckRecord(proof, tree.N, tree.Hash, i, tlog.RecordHash(leaf)))
		}
	}
	if len(os.Args) > 3 {
		earlier := readCheckpoint(os.Args[3], verifiers)
		proof, err := tlog.ProveTree(tree.N, earlier.N, reader)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash))
	}
	fmt.Println("sound", tree.N)
}
