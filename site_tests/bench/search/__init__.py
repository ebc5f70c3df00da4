"""Search beside Material's own and Pagefind: what is found, what is moved, how long it takes."""
